# Node 24 with a shell. Added to that: prober 3.0 MB, data-sync 2.7 MB, identity 2.6 MB, gateway-exporter 0.2 MB.
# `npm run images -- build --dry-run` says it anew, `-- build` how large each image is with its base.
ARG BASE
FROM ${BASE}
# One file of code and the data it reads; nothing is installed.
COPY app/ /app/
WORKDIR /app
USER 10001:10001
CMD ["node", "/app/main.mjs"]
