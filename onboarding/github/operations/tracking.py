"""From a pasted address to a pull request that we track."""

from datetime import datetime

from onboarding.github.addresses import Address, issue
from onboarding.github.client import NOT_VISIBLE, NotVisible
from onboarding.github.credentials import connect
from onboarding.github.models import PullRequest, Repository
from onboarding.github.operations.deliveries import reopen_deliveries
from onboarding.github.operations.reading import complete
from onboarding.github.operations.storing import store
from onboarding.github.operations.texts import add_texts


def track(*, address: Address, now: datetime) -> PullRequest:
    """Read the pull request at this address and keep it.

    Raises GitHubUnavailable, NotVisible (private, deleted, never there), and BadAddress when it is an issue.
    """
    followed = Repository.objects.filter(full_name__iexact=f"{address.owner}/{address.name}")
    client = connect(now=now, installation=followed.values_list("installation", flat=True).first())
    answer = client.graphql("track", owner=address.owner, name=address.name, number=address.number)
    repository = answer.data.get("repository")
    node = repository and repository["issueOrPullRequest"]
    if not node:
        if answer.says_no():
            raise NotVisible(NOT_VISIBLE)
        raise client.incomplete()
    if node["__typename"] != "PullRequest":
        raise issue(address.number)
    complete(client, [node])
    add_texts(client, [node])
    stored = store(node, now=now)
    if stored.is_new:
        reopen_deliveries(stored.pull_request, since=now)
    return stored.pull_request
