# Sourced: a podman of its own for one test, with images, containers, networks and volumes in one folder,
# so that nothing of another podman or docker on this machine is seen or touched.
#
#   engine_begin FOLDER      points podman to FOLDER
#   engine_reset             removes containers, volumes and networks; images stay
#   engine_end               the same, and leaves nothing mounted

# Short, because sockets lie in it; one test at a time uses it.
engine_run=/run/hmo-test-compose

# Open files and processes a container may have. Podman would raise both far above what this machine
# allows, which only a process with CAP_SYS_RESOURCE may.
engine_limit=4096:4096

write_containers_conf() {
  cat << END
[containers]
default_ulimits = ["nofile=$engine_limit", "nproc=$engine_limit"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
lock_type = "file"
tmp_dir = "$engine_run/libpod"
[network]
network_backend = "netavark"
network_config_dir = "$1/networks"
END
}

write_storage_conf() {
  local driver=overlay
  modprobe overlay 2> /dev/null || true
  grep -qw overlay /proc/filesystems || driver=vfs
  cat << END
[storage]
driver = "$driver"
graphroot = "$1/storage"
runroot = "$engine_run/storage"
END
}

engine_begin() {
  # Exported, because the script that makes base images is a process of its own.
  export engine_folder=$1
  mkdir -p "$1/storage" "$1/networks" "$1/tmp" "$engine_run"
  write_containers_conf "$1" > "$1/containers.conf"
  write_storage_conf "$1" > "$1/storage.conf"
  echo 'unqualified-search-registries = ["docker.io"]' > "$1/registries.conf"
  export CONTAINERS_CONF=$1/containers.conf CONTAINERS_STORAGE_CONF=$1/storage.conf
  export CONTAINERS_REGISTRIES_CONF=$1/registries.conf
  # Health is asked for by the test; podman's timers would need systemd.
  export DISABLE_HC_SYSTEMD=true
}

# image_build ARGUMENTS...: podman build, on the network of this machine; it does not read our limits file.
# The caches that the Dockerfile mounts lie in the temporary folder.
image_build() {
  TMPDIR=$engine_folder/tmp podman build --network host --ulimit "nofile=$engine_limit" --ulimit "nproc=$engine_limit" "$@"
}

engine_reset() {
  podman rm --all --force --time 5 || true
  podman volume prune --force || true
  podman network prune --force || true
}

engine_end() {
  engine_reset
  podman image prune --force || true
  # The driver keeps its folder mounted on itself.
  if mountpoint -q "$engine_folder/storage/overlay"; then umount "$engine_folder/storage/overlay"; fi
  rm -rf "$engine_run"
}
