# Six programs in one image: the five servers and hmo. Which one runs is the first word of the command.
#
#   docker build -t hmo .
#   docker run --rm hmo gateway-server --help

FROM swift:6.3-bookworm AS build
RUN apt-get update -qq \
  && apt-get install -y -qq --no-install-recommends \
    pkg-config libssl-dev libnghttp2-dev libprotobuf-c-dev libsqlite3-dev zlib1g-dev \
    libjemalloc-dev \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /suite
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
COPY Fuzz Fuzz
COPY scripts/build-release.sh scripts/
# What was compiled stays with the engine, not in the image: a second build compiles what has changed.
RUN --mount=type=cache,target=/suite/.build \
  mkdir /programs \
  && for program in hmo eligibility-server network-server authorization-server payment-server \
    gateway-server; do \
    scripts/build-release.sh --product "$program" \
    && install -s ".build/release/$program" /programs/ || exit 1; \
  done

FROM debian:12-slim
RUN apt-get update -qq \
  && apt-get upgrade -y -qq \
  && apt-get install -y -qq --no-install-recommends \
    libssl3 libnghttp2-14 libprotobuf-c1 libsqlite3-0 zlib1g libjemalloc2 \
  && rm -rf /var/lib/apt/lists/* \
  && groupadd --gid 10001 hmo \
  && useradd --uid 10001 --gid hmo --no-create-home --shell /usr/sbin/nologin hmo \
  && install -d -o hmo -g hmo -m 0700 /hmo /hmo/certs /hmo/stores /hmo/run /hmo/logs \
    /out/eligibility /out/network /out/authorization /out/payment /out/gateway /out/client-hmo
COPY --from=build /programs/ /usr/local/bin/
USER hmo
ENV HMO_DIRECTORY=/hmo
WORKDIR /hmo
CMD ["hmo", "--help"]
