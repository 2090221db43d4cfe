"""Many reports: which are meant, one as a job, all over processes or a cluster, their summary."""
