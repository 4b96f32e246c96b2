/** What is said before and during the preparation; what a build itself tells stays English. */
export const prepare = {
  kinds: {
    bare: "nothing is prepared on this machine yet",
    "partly prepared": "part of it is there already",
    prepared: "everything is there",
  },
  work: {
    "install-engine": "install a Docker engine",
    "start-engine": "start the Docker engine",
    "base-image": "make the base image",
    "packaged-images": "build the images of nginx, Redis, Prometheus and Node",
    "service-images": "check the images of our own services",
    pulumi: "download or build Pulumi and its plugins",
  },
  preparing: (kind: string, time: string) => `preparing: ${kind}, ${time}`,
  toDo: (parts: string) => `  to do: ${parts}`,
  seconds: (count: number) => `about ${count} s`,
  minutes: (count: number) => `about ${count} min`,
  took: (title: string, time: string) => `${title} in ${time}`,
  failed: "failed",
  engine: "Docker engine",
  images: "images",
  engineAt: (version: string, host: string) => `${version} at ${host}`,
  imageCount: (count: number) => `${count} images`,
};
