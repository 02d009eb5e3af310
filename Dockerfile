FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
COPY scripts/client/package.json scripts/client/
RUN npm ci

FROM dependencies AS build
COPY . .
RUN npm run build

# The stand-in for Meta and Bird, for trying the portal out.
FROM dependencies AS sandbox
COPY sandbox sandbox
ENV SANDBOX_HOST=0.0.0.0 SANDBOX_PORT=4000
USER node
EXPOSE 4000
CMD ["node", "sandbox/server.ts"]

FROM node:24-slim AS portal
WORKDIR /app
# Docker sets HOSTNAME to the container's id, on which a server would not answer localhost.
ENV NODE_ENV=production HOSTNAME=0.0.0.0 PORT=3000 DATA_DIR=/data SANDBOX=false \
    NEXT_TELEMETRY_DISABLED=1 UV_THREADPOOL_SIZE=16
RUN mkdir /data && chown node:node /data && chmod 700 /data
COPY --from=build --chown=node:node /app/.next/standalone ./
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health/live`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
