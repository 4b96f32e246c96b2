ARG BASE
FROM ${BASE}
ARG DEBIAN_FRONTEND=noninteractive
# A fixed uid, because the owner of a volume outlives the image.
RUN echo 'redis:x:102:' >> /etc/group \
 && echo 'redis:x:102:102::/var/lib/redis:/usr/sbin/nologin' >> /etc/passwd \
 && apt-get update \
 && apt-get install -y --no-install-recommends redis-server \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/* \
 && redis-server --version | grep -q ' v=8\.'
# A new volume takes the owner, the mode and the content of the folder it covers.
RUN rm -rf /etc/redis /var/lib/redis \
 && install -d -o 102 -g 102 -m 0755 /var/lib/redis /var/lib/store /run/secrets
USER 102:102
WORKDIR /var/lib/redis
CMD ["redis-server"]
