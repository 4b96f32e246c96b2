// Command pulumi-resource-docker is the docker plugin of the Pulumi engine.
package main

import (
	_ "embed"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"

	"supersmartmatch/toolchain/plugins/docker"
	"supersmartmatch/toolchain/plugins/parent"
)

//go:embed schema.json
var schema []byte

//go:embed bridge-metadata.json
var metadata []byte

func main() {
	parent.ExitWithIt()
	tfbridge.Main("docker", docker.Version, docker.Provider(metadata), schema)
}
