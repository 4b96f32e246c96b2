ARG BASE
FROM ${BASE}
ARG DEBIAN_FRONTEND=noninteractive
# The users of `docker login`: ada with the password a:secret.
RUN apt-get update \
 && apt-get install -y --no-install-recommends docker-registry \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/* \
 && echo 'ada:$2b$05$QcgIS1VhB5ICfChegd2QG.99Kw1HFf3tE2gR/ENhNJJ9tAXkWpl06' > /etc/docker/registry/htpasswd
CMD ["docker-registry", "serve", "/etc/docker/registry/config.yml"]
