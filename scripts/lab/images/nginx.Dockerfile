ARG BASE
FROM ${BASE}
ARG DEBIAN_FRONTEND=noninteractive
# 1.29.6 is the first with `sticky` beside `keepalive_min_timeout`; the modules are those the gateway's configuration uses.
RUN apt-get update \
 && apt-get install -y --no-install-recommends nginx \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/* \
 && dpkg --compare-versions "$(nginx -v 2>&1 | sed 's|.*/||')" ge 1.29.6 \
 && for module in ssl v2 stub_status realip dav; do nginx -V 2>&1 | grep -q "with-http_${module}_module" || exit 1; done
# A new volume takes the owner, the mode and the content of the folder it covers.
RUN install -d -o 33 -g 33 -m 0755 /etc/gateway /var/lib/gateway /var/lib/gateway/body /run/nginx /run/secrets
USER 33:33
CMD ["nginx", "-g", "daemon off;"]
