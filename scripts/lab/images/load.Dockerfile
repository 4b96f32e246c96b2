ARG BASE
FROM ${BASE}
ARG DEBIAN_FRONTEND=noninteractive
RUN apt-get update \
 && apt-get install -y --no-install-recommends nghttp2-client wrk \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/*
COPY users.lua /
USER 65534:65534
