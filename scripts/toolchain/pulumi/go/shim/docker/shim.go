// Package shim opens the upstream provider, which is an internal package: only a path below the upstream's own may import it.
package shim

import (
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	upstream "github.com/terraform-providers/terraform-provider-docker/internal/provider"
)

// NewProvider returns the upstream docker provider, which reports the given version in its user agent.
func NewProvider(version string) *schema.Provider { return upstream.New(version)() }
