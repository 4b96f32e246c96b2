ARG BASE
FROM ${BASE}
COPY app/ /app/
CMD ["node", "/app/main.mjs"]
