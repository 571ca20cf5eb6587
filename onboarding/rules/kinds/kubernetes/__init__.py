"""Kubernetes evidence: what `kubectl get … -o json` printed. ``collect`` keeps what we need, ``facts`` relates it."""
