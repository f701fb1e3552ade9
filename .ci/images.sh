# Shared by the checks and the benchmark: a registry on the loopback interface and images made on the spot.
# The caller sets $work, a temporary directory, and ends $registry_pid.

start_registry() {
  command -v docker-registry >/dev/null && command -v skopeo >/dev/null || {
    echo "SKIPPED the registry: docker-registry or skopeo is not installed" >&2
    return
  }
  local port
  port=$((20000 + RANDOM % 20000))
  registry=127.0.0.1:$port
  cat >"$work/registry.yml" <<YAML
version: 0.1
log: {level: info, formatter: json}
storage: {filesystem: {rootdirectory: $work/registry}}
http: {addr: $registry}
YAML
  timeout 1800 docker-registry serve "$work/registry.yml" >"$work/registry.log" 2>&1 &
  registry_pid=$!
  for _ in $(seq 50); do
    curl -sf "http://$registry/v2/" >/dev/null && return
    sleep 0.1
  done
  echo "the registry did not start: $(cat "$work/registry.log")" >&2
  exit 1
}

push() { # DIR TAG
  [ -z "$registry_pid" ] || skopeo copy -q --all --preserve-digests --dest-tls-verify=false "oci:$1:$2" "docker://$registry/bedplate/real:$2"
}

put_blob() { # FILE LAYOUT -> prints the digest
  local digest
  digest=$(sha256sum <"$1" | cut -d' ' -f1)
  mkdir -p "$2/blobs/sha256"
  cp "$1" "$2/blobs/sha256/$digest"
  echo "sha256:$digest"
}

# Makes an image of gzipped layers from tar files: LAYOUT TAG TAR...
layout_image() {
  local layout=$1 tag=$2 tar diff_ids='[]' layers='[]' digest
  shift 2
  for tar in "$@"; do
    diff_ids=$(jq -c --arg id "sha256:$(sha256sum <"$tar" | cut -d' ' -f1)" '. + [$id]' <<<"$diff_ids")
    [ -f "$tar.gz" ] || gzip -6 -n <"$tar" >"$tar.gz"
    digest=$(put_blob "$tar.gz" "$layout")
    layers=$(jq -c --arg digest "$digest" --argjson size "$(stat -c %s "$tar.gz")" \
      '. + [{mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", digest: $digest, size: $size}]' <<<"$layers")
  done
  jq -n --argjson ids "$diff_ids" --arg arch "$(dpkg --print-architecture)" \
    '{architecture: $arch, os: "linux", config: {Cmd: ["bash"]}, rootfs: {type: "layers", diff_ids: $ids}}' >"$work/config.json"
  digest=$(put_blob "$work/config.json" "$layout")
  jq -n --arg config "$digest" --argjson size "$(stat -c %s "$work/config.json")" --argjson layers "$layers" \
    '{schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json",
      config: {mediaType: "application/vnd.oci.image.config.v1+json", digest: $config, size: $size}, layers: $layers}' >"$work/manifest.json"
  digest=$(put_blob "$work/manifest.json" "$layout")
  [ -f "$layout/index.json" ] || echo '{"schemaVersion": 2, "manifests": []}' >"$layout/index.json"
  jq --arg digest "$digest" --arg tag "$tag" --argjson size "$(stat -c %s "$work/manifest.json")" \
    '.manifests += [{mediaType: "application/vnd.oci.image.manifest.v1+json", digest: $digest, size: $size,
      annotations: {"org.opencontainers.image.ref.name": $tag}}]' "$layout/index.json" >"$work/index.json"
  mv "$work/index.json" "$layout/index.json"
  echo '{"imageLayoutVersion": "1.0.0"}' >"$layout/oci-layout"
}

# Makes a Debian root of the smallest variant as a tar: FILE
debian_tar() {
  debootstrap --variant=minbase bookworm "$work/debian" >"$work/debootstrap.log" 2>&1 || {
    tail -5 "$work/debootstrap.log" >&2
    return 1
  }
  tar -C "$work/debian" --exclude='./dev/*' --exclude='./var/cache/apt/*' --exclude='./var/lib/apt/lists/*' -cf "$1" .
}
