ARG BASE
FROM ${BASE}
ARG DEBIAN_FRONTEND=noninteractive
# A fixed uid, because the owner of a volume outlives the image.
RUN apt-get update \
 && apt-get install -y --no-install-recommends adduser \
 && adduser --quiet --system --group --uid 101 --home /var/lib/prometheus --no-create-home prometheus \
 && apt-get install -y --no-install-recommends prometheus \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/* \
 && prometheus --version 2>&1 | grep -q 'version 3\.'
# A new volume takes the owner, the mode and the content of the folder it covers.
RUN rm -rf /etc/prometheus /var/lib/prometheus \
 && install -d -o 101 -g 101 -m 0755 /etc/prometheus /var/lib/prometheus /run/secrets
USER 101:101
WORKDIR /var/lib/prometheus
CMD ["prometheus"]
