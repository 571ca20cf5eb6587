"""What the demo site and the simulator agree on. None of it is secret, and none of it works anywhere else."""

CLIENT_ID = "waymark-demo"
CLIENT_SECRET = "waymark-demo-secret"  # noqa: S105 - the simulator's only, and the simulator is refused off loopback
TOKEN = "waymark-demo-token"  # noqa: S105 - as above
WEBHOOK_SECRET = "waymark-demo-webhook"  # noqa: S105 - as above

REPOSITORY_ID = 5001
REPOSITORY_NODE_ID = "R_demo5001"
REPOSITORY_NAME = "demo-community/guide"
DEFAULT_BRANCH = "main"
