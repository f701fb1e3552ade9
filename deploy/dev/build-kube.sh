#!/usr/bin/env bash
# Builds kube-apiserver and etcd from Go modules for the tests on a real API server: once, about ten minutes on two cores.
# usage: build-kube.sh DIRECTORY [KUBERNETES_VERSION=1.36.3] [ETCD_VERSION=3.6.6]
set -euo pipefail
directory=$1 kube=${2:-1.36.3} etcd=${3:-3.6.6}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GOFLAGS=-buildvcs=false

build_apiserver() {
  mkdir "$work/apiserver" && cd "$work/apiserver"
  printf 'module apiserver\ngo 1.26.0\n' >go.mod
  go mod edit -require="k8s.io/kubernetes@v$kube"
  source=$(go mod download -json "k8s.io/kubernetes@v$kube" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  # Kubernetes requires its staging modules at v0.0.0; each is released as v0.MINOR.PATCH.
  sed -n 's#^\t\(k8s.io/[a-z0-9./-]*\) v0\.0\.0\( .*\)\{0,1\}$#\1#p' "$source/go.mod" | sort -u |
    while read -r module; do go mod edit -replace="$module=$module@v0.${kube#1.}"; done
  printf '//go:build tools\n\npackage apiserver\n\nimport _ "k8s.io/kubernetes/cmd/kube-apiserver"\n' >tools.go
  go mod tidy
  version=k8s.io/component-base/version
  minor=${kube#1.}
  go build -trimpath -o "$work/kube-apiserver" -ldflags "-s -w -X $version.gitVersion=v$kube -X $version.gitMajor=1 -X $version.gitMinor=${minor%%.*}" \
    k8s.io/kubernetes/cmd/kube-apiserver
}

build_etcd() {
  mkdir "$work/server" && cd "$work/server"
  printf 'module server\ngo 1.26.0\n' >go.mod
  printf 'package main\n\nimport (\n\t"os"\n\n\t"go.etcd.io/etcd/server/v3/etcdmain"\n)\n\nfunc main() { etcdmain.Main(os.Args) }\n' >main.go
  go mod edit -require="go.etcd.io/etcd/server/v3@v$etcd"
  go mod tidy
  go build -trimpath -ldflags '-s -w' -o "$work/etcd" .
}

(build_apiserver)
(build_etcd)
mkdir -p "$directory"
# The API server last: who finds it finds both.
mv "$work/etcd" "$directory/etcd"
mv "$work/kube-apiserver" "$directory/kube-apiserver"
