# A shell with coreutils and nothing of ours. On the base of the other two it adds nothing.
ARG BASE
FROM ${BASE}
USER 10001:10001
CMD ["sleep", "infinity"]
