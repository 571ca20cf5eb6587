"""The tracks that come with Waymark, read once for all tests that look into them: reading takes its time."""

from onboarding.curriculum.loading import BUILT_IN, load

TRACKS = load([BUILT_IN])
