// Package random maps the upstream random provider to the resource types of the npm package @pulumi/random.
package random

import (
	"context"
	"errors"
	"fmt"

	pfbridge "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/terraform-providers/terraform-provider-random/shim"
)

// Version of the npm package this plugin answers to; set by the linker.
var Version = "0.0.0"

// Provider returns the mapping. metadata is the bridge-metadata.json written beside the schema, nil while it is being written.
func Provider(metadata []byte) tfbridge.ProviderInfo {
	info := tfbridge.ProviderInfo{
		Name:         "random",
		Version:      Version,
		P:            pfbridge.ShimProvider(shim.NewProvider()),
		MetadataInfo: tfbridge.NewProviderMetadata(metadata),
		Resources: map[string]*tfbridge.ResourceInfo{
			"random_bytes": {ComputeID: idFromBase64},
		},
	}
	info.MustComputeTokens(tokens.SingleModule("random_", "index", memberOf))
	return info
}

func memberOf(module, name string) (string, error) {
	return tokens.MakeStandard("random")(module, "Random"+name)
}

// idFromBase64 is needed because the upstream's random_bytes has no id attribute.
func idFromBase64(_ context.Context, state resource.PropertyMap) (resource.ID, error) {
	value, ok := state["base64"]
	if !ok {
		return "", errors.New("random bytes: the state has no base64 property")
	}
	if value.IsSecret() {
		value = value.SecretValue().Element
	}
	if !value.IsString() {
		return "", fmt.Errorf("random bytes: base64 must be a string, got %s", value.TypeString())
	}
	return resource.ID(value.StringValue()), nil
}
