package notify_test

import (
	"testing"

	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
	"github.com/twiliokit/twiliokit/twilio/notify"
)

func TestSamplesOfAnswers(t *testing.T) {
	t.Parallel()
	apitest.Samples(t, "notify_v1", map[string]func() any{
		"FetchService":       apitest.One[notify.Service](),
		"UpdateService":      apitest.One[notify.Service](),
		"ListService":        apitest.Page[notify.Service]("services"),
		"CreateBinding":      apitest.One[notify.Binding](),
		"FetchBinding":       apitest.One[notify.Binding](),
		"ListBinding":        apitest.Page[notify.Binding]("bindings"),
		"CreateNotification": apitest.One[notify.Notification](),
		"FetchCredential":    apitest.One[notify.Credential](),
		"UpdateCredential":   apitest.One[notify.Credential](),
		"ListCredential":     apitest.Page[notify.Credential]("credentials"),
	})
}

func TestStructsAreThoseOfTheAPI(t *testing.T) {
	t.Parallel()
	apitest.Structs(t, "notify_v1", map[string]any{
		"notify.v1.service":              notify.Service{},
		"notify.v1.service.binding":      notify.Binding{},
		"notify.v1.service.notification": notify.Notification{},
		"notify.v1.credential":           notify.Credential{},
	}, map[string]any{
		"CreateService": notify.CreateServiceParams{}, "UpdateService": notify.UpdateServiceParams{}, "ListService": notify.ListServicesParams{},
		"CreateBinding": notify.CreateBindingParams{}, "ListBinding": notify.ListBindingsParams{},
		"CreateNotification": notify.CreateNotificationParams{},
		"CreateCredential":   notify.CreateCredentialParams{}, "UpdateCredential": notify.UpdateCredentialParams{},
		"ListCredential": notify.ListCredentialsParams{},
	})
}
