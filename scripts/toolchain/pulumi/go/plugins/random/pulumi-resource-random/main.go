// Command pulumi-resource-random is the random plugin of the Pulumi engine.
package main

import (
	"context"
	_ "embed"

	pfbridge "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"

	"supersmartmatch/toolchain/plugins/parent"
	"supersmartmatch/toolchain/plugins/random"
)

//go:embed schema.json
var schema []byte

//go:embed bridge-metadata.json
var metadata []byte

func main() {
	parent.ExitWithIt()
	pfbridge.Main(context.Background(), "random", random.Provider(metadata), pfbridge.ProviderMetadata{PackageSchema: schema})
}
