package messaging_test

var (
	complianceSamples     = map[string]func() any{}
	complianceResources   = map[string]any{}
	complianceParams      = map[string]any{}
	complianceSamplesV2   = map[string]func() any{}
	complianceResourcesV2 = map[string]any{}
	complianceParamsV2    = map[string]any{}
)
