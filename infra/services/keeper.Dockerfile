# A shell with coreutils and nothing of ours. On the base of the other two it takes no space of its own.
ARG BASE
FROM ${BASE}
USER 10001:10001
CMD ["sleep", "infinity"]
