# docker build -t imprimatur . && docker run --rm -v "$PWD:/work" imprimatur check .
FROM debian:12 AS build
WORKDIR /src
COPY . .
RUN ci/start && cmake --build build/release && cmake --install build/release --prefix /opt/imprimatur --strip

FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends git libcurl4 ca-certificates poppler-utils \
    && rm -rf /var/lib/apt/lists/* \
    # A mounted folder belongs to somebody else; git reads it all the same.
    && git config --system --add safe.directory '*'
COPY --from=build /opt/imprimatur /usr/local
WORKDIR /work
ENTRYPOINT ["imprimatur"]
