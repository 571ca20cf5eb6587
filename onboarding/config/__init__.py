"""Configuration, once: flag > environment (`WAYMARK_…`) > YAML file > default. Nothing else reads the environment."""

from onboarding.config.schema import ROOT, Config, load

__all__ = ["ROOT", "Config", "load"]
