"""etcd evidence: what `etcdctl … -w json` printed, one answer a line, of etcdctl 3.4 and 3.5."""
