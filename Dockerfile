# The same build that `npm start` runs, on a small image. State lives in /data.
FROM node:20-bookworm-slim AS build
WORKDIR /copse
COPY . .
RUN node scripts/bootstrap.mjs && node scripts/build.mjs
# Only what the server needs at run time: its own dependencies, without the tools that built it.
RUN npx --yes pnpm@10.34.9 --filter @copse/server deploy --prod --legacy /image \
 && rm -rf /image/src /image/dist && cp -r apps/server/dist /image/dist \
 && mkdir -p /image/web && cp -r apps/web/dist /image/web/dist

FROM node:20-bookworm-slim
ENV NODE_ENV=production COPSE_DATA_DIR=/data COPSE_HOST=0.0.0.0 COPSE_WEB_DIR=/copse/web/dist
WORKDIR /copse
COPY --from=build /image ./
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4280
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||4280)+'/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "dist/main.js"]
