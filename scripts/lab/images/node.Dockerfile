ARG BASE
FROM ${BASE}
ARG DEBIAN_FRONTEND=noninteractive
RUN echo 'app:x:10001:' >> /etc/group \
 && echo 'app:x:10001:10001::/app:/usr/sbin/nologin' >> /etc/passwd \
 && apt-get update \
 && apt-get install -y --no-install-recommends nodejs \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/* \
 && node --version | grep -q '^v24\.'
# All services of our own are built on this image.
RUN install -d -o 10001 -g 10001 -m 0755 /app /run/secrets
USER 10001:10001
WORKDIR /app
CMD ["node", "--version"]
