package notify

import (
	"context"
	"log/slog"
	"net/url"

	"github.com/twiliokit/twiliokit/twilio"
)

// A Notification has been taken by Twilio and is on its way to all bindings that it is meant for.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/notification-resource
type Notification struct {
	// SID identifies the notification: NT….
	SID string `json:"sid"`
	// AccountSID is the account that the notification belongs to.
	AccountSID string `json:"account_sid"`
	// ServiceSID is the service that sends it.
	ServiceSID string `json:"service_sid"`
	// Identities are the people that it is sent to.
	Identities []string `json:"identities"`
	// Tags are the words that choose its bindings: those that have all of them.
	Tags []string `json:"tags"`
	// Segments are out of use. Tags took their place.
	Segments []string `json:"segments"`
	// Title is the title. Phones by Apple do not show it, watches do.
	Title string `json:"title"`
	// Body is the text.
	Body string `json:"body"`
	// Priority says how soon devices are to be woken.
	Priority Priority `json:"priority"`
	// TTL is how many seconds delivery is tried for.
	TTL twilio.Seconds `json:"ttl"`
	// Sound is the name of the sound that devices play.
	Sound string `json:"sound"`
	// Action is the category of the actions that devices offer.
	Action string `json:"action"`
	// Data are the application's own members of the payload.
	Data Payload `json:"data"`
	// APN is what only Apple's devices get.
	APN Payload `json:"apn"`
	// FCM is what only devices on Firebase get.
	FCM Payload `json:"fcm"`
	// GCM is what only devices on GCM get.
	GCM Payload `json:"gcm"`
	// SMS is what only phone numbers get.
	SMS Payload `json:"sms"`
	// FacebookMessenger is out of use.
	FacebookMessenger Payload `json:"facebook_messenger"`
	// Alexa is out of use.
	Alexa Payload `json:"alexa"`
	// DateCreated is when Twilio took the notification.
	DateCreated twilio.Time `json:"date_created"`
}

// LogValue returns what may be logged of a notification: neither texts nor recipients.
func (n Notification) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("sid", n.SID),
		slog.String("priority", string(n.Priority)),
		slog.Int64("ttl", int64(n.TTL)),
	)
}

// Priority says how soon devices are to be woken.
type Priority string

// The priorities. They are Apple's 10 and 5 and Google's high and normal, and nothing to SMS.
const (
	PriorityHigh Priority = "high" // at once, even if the device sleeps
	PriorityLow  Priority = "low"  // some time, to spare the battery
)

// CreateNotificationParams say what to send and to whom. One of Identity, Tag and ToBinding is
// required, and a Body or a payload.
type CreateNotificationParams struct {
	// Identity are up to 20 people to send to.
	Identity []string `url:"Identity,omitempty"`
	// Tag are up to 5 words. The notification goes to the bindings that have all of them. [TagAll]
	// is all bindings of the service.
	Tag []string `url:"Tag,omitempty"`
	// ToBinding are addresses that need not be bindings of the service. Some 10,000 phone numbers fit
	// in a call, which may be 1 MB long.
	ToBinding Destinations `url:"ToBinding,omitempty"`
	// Body is the text: aps.alert.body to Apple, data.twi_body to Google. SMS needs it, or media_urls
	// in SMS.
	Body string `url:"Body,omitempty"`
	// Title is the title: aps.alert.title to Apple, data.twi_title to Google. SMS has none.
	Title string `url:"Title,omitempty"`
	// Priority says how soon devices are to be woken. The default is [PriorityHigh].
	Priority Priority `url:"Priority,omitempty"`
	// TTL is how many seconds delivery to a device is tried for, up to 2,419,200, which is 4 weeks and
	// the default. A pointer to 0 has it tried once. SMS has none.
	TTL *twilio.Seconds `url:"Ttl,omitempty"`
	// Sound is the name of the sound that devices play: aps.sound to Apple, data.twi_sound to Google.
	Sound string `url:"Sound,omitempty"`
	// Action is the category of the actions that devices offer: aps.category to Apple,
	// data.twi_action to Google.
	Action string `url:"Action,omitempty"`
	// Data are the application's own members of the payload, beside aps to Apple and in data to
	// Google. No name may begin with twi_, here and below. SMS has none.
	Data Payload `url:"Data,omitempty"`
	// APN takes the place, to Apple, of what the fields above make: {"aps": {…}, …}.
	APN Payload `url:"Apn,omitempty"`
	// FCM takes the place of it to Firebase. Recipients in it are refused.
	FCM Payload `url:"Fcm,omitempty"`
	// GCM takes the place of it to GCM. Recipients in it are refused.
	GCM Payload `url:"Gcm,omitempty"`
	// SMS takes the place of it to phone numbers: "body", "media_urls" (a list), "status_callback"
	// and "max_price".
	SMS Payload `url:"Sms,omitempty"`
	// DeliveryCallbackURL is told what became of the notification. The default is the service's.
	DeliveryCallbackURL string `url:"DeliveryCallbackUrl,omitempty"`
	// Segment are out of use. Tag took their place.
	Segment []string `url:"Segment,omitempty"`
	// FacebookMessenger is out of use.
	FacebookMessenger Payload `url:"FacebookMessenger,omitempty"`
	// Alexa is out of use.
	Alexa Payload `url:"Alexa,omitempty"`
	// Extra holds parameters that this version does not know.
	Extra url.Values `url:"-"`
}

// NotificationService sends the notifications of one service. It is reached by [API.Notifications].
//
// Twilio docs: https://www.twilio.com/docs/notify/api/notification-resource
type NotificationService struct {
	client *twilio.Client
	path   twilio.Path
}

// Notifications returns the service for the notifications of the Notify service with this SID (IS…).
func (a *API) Notifications(serviceSID string) *NotificationService {
	return &NotificationService{client: a.client, path: a.services.ID(serviceSID).Join("Notifications")}
}

// Create sends a notification. It returns as soon as Twilio has taken it, and there is no asking
// later what became of it: the DeliveryCallbackURL is told. If the connection broke on the way, the
// notification may or may not have been sent; Create never tries again in that case.
//
// Twilio docs: https://www.twilio.com/docs/notify/api/notification-resource
func (s *NotificationService) Create(ctx context.Context, params *CreateNotificationParams) (*Notification, error) {
	return twilio.Post[Notification](ctx, s.client, s.path, params)
}
