// Package docker maps the upstream docker provider to the resource types of the npm package @pulumi/docker.
package docker

import (
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
	sdkv2 "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim/sdk-v2"
	"github.com/terraform-providers/terraform-provider-docker/shim"
)

// Version of the npm package this plugin answers to; set by the linker.
var Version = "0.0.0"

// Provider returns the mapping. metadata is the bridge-metadata.json written beside the schema, nil while it is being written.
func Provider(metadata []byte) tfbridge.ProviderInfo {
	named := func(name string) *tfbridge.SchemaInfo { return &tfbridge.SchemaInfo{Name: name} }
	info := tfbridge.ProviderInfo{
		Name:         "docker",
		Version:      Version,
		P:            sdkv2.NewProvider(shim.NewProvider(Version)),
		MetadataInfo: tfbridge.NewProviderMetadata(metadata),
		Config: map[string]*tfbridge.SchemaInfo{
			"host": {
				MarkAsOptional: tfbridge.True(),
				Default:        &tfbridge.DefaultInfo{EnvVars: []string{"DOCKER_HOST"}, Value: "unix:///var/run/docker.sock"},
			},
			"registry_auth": {Name: "registryAuth"},
		},
		Resources: map[string]*tfbridge.ResourceInfo{
			"docker_container": {
				DeleteBeforeReplace: true,
				Fields: map[string]*tfbridge.SchemaInfo{
					"command":           named("command"),
					"networks_advanced": named("networksAdvanced"),
				},
			},
			"docker_image": {
				Tok: "docker:index/remoteImage:RemoteImage",
				// named here, so that SetAutonaming does not make one up: the name says what to pull or build
				Fields: map[string]*tfbridge.SchemaInfo{"name": named("name")},
			},
			"docker_config": {Tok: "docker:index/serviceConfig:ServiceConfig"},
		},
		DataSources: map[string]*tfbridge.DataSourceInfo{
			"docker_image": {Tok: "docker:index/getRemoteImage:getRemoteImage"},
		},
	}
	info.MustComputeTokens(tokens.SingleModule("docker_", "index", tokens.MakeStandard("docker")))
	info.SetAutonaming(255, "-")
	return info
}
