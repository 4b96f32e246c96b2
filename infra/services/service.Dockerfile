# Node 24 with a shell. `npm run images -- build` says how large the image is and how much of it is ours.
ARG BASE
FROM ${BASE}
# One file of code and the data it reads; nothing is installed.
COPY app/ /app/
WORKDIR /app
USER 10001:10001
CMD ["node", "/app/main.mjs"]
