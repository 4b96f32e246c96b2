// Command schemas writes the schema.json and bridge-metadata.json that each plugin embeds.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfgen"
	"github.com/pulumi/pulumi-terraform-bridge/v3/unstable/metadata"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag/colors"

	"supersmartmatch/toolchain/plugins/docker"
	"supersmartmatch/toolchain/plugins/random"
)

// the argument is the folder of this Go module
func main() {
	for _, info := range []tfbridge.ProviderInfo{docker.Provider(nil), random.Provider(nil)} {
		folder := filepath.Join(os.Args[1], "plugins", info.Name, "pulumi-resource-"+info.Name)
		if err := write(info, folder); err != nil {
			fmt.Fprintf(os.Stderr, "schema of %s: %v\n", info.Name, err)
			os.Exit(1)
		}
	}
}

func write(info tfbridge.ProviderInfo, folder string) error {
	silent := diag.FormatOptions{Color: colors.Never}
	generated, err := tfgen.GenerateSchemaWithOptions(tfgen.GenerateSchemaOptions{
		ProviderInfo:    info,
		DiagnosticsSink: diag.DefaultSink(os.Stdout, os.Stderr, silent),
		XInMemoryDocs:   true,
	})
	if err != nil {
		return err
	}
	schema, err := json.Marshal(generated.PackageSpec)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "schema.json"), schema, 0o644); err != nil {
		return err
	}
	runtime := (*metadata.Data)(tfbridge.ExtractRuntimeMetadata(info.MetadataInfo).Data)
	return os.WriteFile(filepath.Join(folder, "bridge-metadata.json"), runtime.Marshal(), 0o644)
}
