package twilio_test

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/internal/apitest"
)

const (
	messagesURL = "https://api.twilio.com/2010-04-01/Accounts/" + account + "/Messages"
	messageURL  = messagesURL + "/" + messageSID
)

// TestRequests holds what every method sends.
func TestRequests(t *testing.T) {
	t.Parallel()
	berlin := time.FixedZone("CET", 60*60)
	everything := &twilio.CreateMessageParams{
		To: channels.WhatsApp("+15558675310"), From: "whatsapp:+15557122661", MessagingServiceSID: "MG1",
		Body: "Überraschung & mehr", MediaURL: []string{"https://a.example/1.png", "https://a.example/2.png"},
		ContentSID: "HX1", ContentVariables: twilio.ContentVariables{"2": "12:30", "1": "Ada"},
		StatusCallback: "https://a.example/status?a=b", ApplicationSID: "AP1",
		SendAt: time.Date(2026, 11, 21, 10, 30, 0, 5, berlin), ScheduleType: twilio.ScheduleFixed,
		ValidityPeriod: twilio.Seconds((4 * time.Hour).Seconds()),
		SmartEncoded:   new(false), ShortenURLs: new(true), SendAsMMS: new(false),
		FallbackFrom: "+15557122662", PersistentAction: []string{"geo:1,2|x", "y"},
		ProvideFeedback: new(true), ContentRetention: twilio.RetentionDiscard,
		AddressRetention: twilio.RetentionObfuscate, RiskCheck: twilio.RiskCheckDisable,
		TrafficType: twilio.TrafficFree, Attempt: 2, MaxPrice: "0.05", ForceDelivery: new(false),
		Extra: url.Values{"Tags": {`{"a":"b"}`}, "Attempt": {"3"}},
	}
	rows := map[string]apitest.Request[*twilio.Client]{
		"MessageService.Create": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.Messages.Create(ctx, &twilio.CreateMessageParams{To: "+15558675310", Body: "a b"})
			},
			Method: "POST", URL: messagesURL + ".json", Body: "Body=a+b&To=%2B15558675310",
		},
		"MessageService.Create with everything": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.Messages.Create(ctx, everything)
			},
			Method: "POST", URL: messagesURL + ".json",
			Body: url.Values{
				"To": {"whatsapp:+15558675310"}, "From": {"whatsapp:+15557122661"}, "MessagingServiceSid": {"MG1"},
				"Body": {"Überraschung & mehr"}, "MediaUrl": {"https://a.example/1.png", "https://a.example/2.png"},
				"ContentSid": {"HX1"}, "ContentVariables": {`{"1":"Ada","2":"12:30"}`},
				"StatusCallback": {"https://a.example/status?a=b"}, "ApplicationSid": {"AP1"},
				"SendAt": {"2026-11-21T10:30:00+01:00"}, "ScheduleType": {"fixed"}, "ValidityPeriod": {"14400"},
				"SmartEncoded": {"false"}, "ShortenUrls": {"true"}, "SendAsMms": {"false"},
				"FallbackFrom": {"+15557122662"}, "PersistentAction": {"geo:1,2|x", "y"},
				"ProvideFeedback": {"true"}, "ContentRetention": {"discard"}, "AddressRetention": {"obfuscate"},
				"RiskCheck": {"disable"}, "TrafficType": {"free"}, "Attempt": {"3"}, "MaxPrice": {"0.05"},
				"ForceDelivery": {"false"}, "Tags": {`{"a":"b"}`},
			}.Encode(),
		},
		"MessageService.Create with nothing": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.Messages.Create(ctx, &twilio.CreateMessageParams{})
			},
			Method: "POST", URL: messagesURL + ".json",
		},
		"MessageService.Create with nil": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.Messages.Create(ctx, nil)
			},
			Method: "POST", URL: messagesURL + ".json",
		},
		"MessageService.Get": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.Messages.Get(ctx, messageSID)
			},
			Method: "GET", URL: messageURL + ".json",
		},
		"MessageService.List": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return twilio.Collect(c.Messages.List(ctx, nil), 0)
			},
			Method: "GET", URL: messagesURL + ".json",
		},
		"MessageService.List with everything": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return twilio.Collect(c.Messages.List(ctx, &twilio.ListMessagesParams{
					To: "+15558675310", From: "+15557122661",
					DateSent:      twilio.Day(2026, time.November, 21),
					DateSentUntil: twilio.Moment(time.Date(2026, 11, 21, 10, 30, 0, 999, berlin)),
					DateSentFrom:  twilio.Day(2026, time.January, 2),
					PageParams:    twilio.PageParams{PageSize: 20, Page: 1, PageToken: "PASM1"},
					Extra:         url.Values{"Direction": {"inbound"}},
				}), 0)
			},
			Method: "GET", URL: messagesURL + ".json?" +
				"DateSent=2026-11-21&DateSent%3C=2026-11-21T09%3A30%3A00Z&DateSent%3E=2026-01-02&" +
				"Direction=inbound&From=%2B15557122661&Page=1&PageSize=20&PageToken=PASM1&To=%2B15558675310",
		},
		"MessageService.ListPage": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.Messages.ListPage(ctx, &twilio.ListMessagesParams{
					DateSent: twilio.Moment(time.Time{}), PageParams: twilio.PageParams{PageSize: 5},
				})
			},
			Method: "GET", URL: messagesURL + ".json?PageSize=5",
		},
		"MessageService.Update": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.Messages.Update(ctx, messageSID, &twilio.UpdateMessageParams{
					Body: new(""), Status: twilio.StatusCanceled, Extra: url.Values{"X": {"1"}},
				})
			},
			Method: "POST", URL: messageURL + ".json", Body: "Body=&Status=canceled&X=1",
		},
		"MessageService.Redact": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.Messages.Redact(ctx, messageSID)
			},
			Method: "POST", URL: messageURL + ".json", Body: "Body=",
		},
		"MessageService.Cancel": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.Messages.Cancel(ctx, messageSID)
			},
			Method: "POST", URL: messageURL + ".json", Body: "Status=canceled",
		},
		"MessageService.Delete": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return nil, c.Messages.Delete(ctx, messageSID)
			},
			Method: "DELETE", URL: messageURL + ".json",
		},
		"FeedbackService.Create": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.Messages.Feedback(messageSID).Create(ctx, &twilio.CreateFeedbackParams{
					Outcome: twilio.OutcomeUnconfirmed, Extra: url.Values{"X": {"1"}},
				})
			},
			Method: "POST", URL: messageURL + "/Feedback.json", Body: "Outcome=unconfirmed&X=1",
		},
		"MediaService.Get": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.Messages.Media(messageSID).Get(ctx, mediaSID)
			},
			Method: "GET", URL: messageURL + "/Media/" + mediaSID + ".json",
		},
		"MediaService.List": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return twilio.Collect(c.Messages.Media(messageSID).List(ctx, &twilio.ListMediaParams{
					DateCreated:      twilio.Day(2026, time.November, 21),
					DateCreatedUntil: twilio.Day(2026, time.November, 22),
					DateCreatedFrom:  twilio.Day(2026, time.November, 20),
					PageParams:       twilio.PageParams{PageSize: 2}, Extra: url.Values{"X": {"1"}},
				}), 0)
			},
			Method: "GET", URL: messageURL + "/Media.json?" +
				"DateCreated=2026-11-21&DateCreated%3C=2026-11-22&DateCreated%3E=2026-11-20&PageSize=2&X=1",
		},
		"MediaService.ListPage": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.Messages.Media(messageSID).ListPage(ctx, nil)
			},
			Method: "GET", URL: messageURL + "/Media.json",
		},
		"MediaService.Delete": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return nil, c.Messages.Media(messageSID).Delete(ctx, mediaSID)
			},
			Method: "DELETE", URL: messageURL + "/Media/" + mediaSID + ".json",
		},
		"MediaService.Download": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				d, err := c.Messages.Media(messageSID).Download(ctx, mediaSID, 0)
				if err != nil {
					return nil, err
				}
				return nil, d.Close()
			},
			Method: "GET", URL: messageURL + "/Media/" + mediaSID,
		},
		"MessageService.DownloadMedia": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				d, err := c.Messages.DownloadMedia(ctx, messageURL+"/Media/"+mediaSID, 0)
				if err != nil {
					return nil, err
				}
				return nil, d.Close()
			},
			Method: "GET", URL: messageURL + "/Media/" + mediaSID,
		},
		"MessageService.Wait": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return c.Messages.Wait(ctx, messageSID)
			},
			Method: "GET", URL: messageURL + ".json",
		},
		"Bulk.Create": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				inputs := slices.Values([]*twilio.CreateMessageParams{{Body: "a"}})
				for _, result := range c.Messages.Bulk(nil).Create(ctx, inputs) {
					return result.Message, result.Err
				}
				return nil, errors.New("no result")
			},
			Method: "POST", URL: messagesURL + ".json", Body: "Body=a",
		},
	}
	maps.Copy(rows, accountRequests())
	apitest.Requests(t, []string{"api_v2010"}, "", listsAndMessage, itself, rows)
}

// TestOtherRequests holds what is sent for what the library does not model.
func TestOtherRequests(t *testing.T) {
	t.Parallel()
	apitest.Sends(t, "", `{}`, itself, map[string]apitest.Request[*twilio.Client]{
		"another account": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return nil, c.Account("AC2").Messages.Delete(ctx, messageSID)
			},
			Method: "DELETE", URL: "https://api.twilio.com/2010-04-01/Accounts/AC2/Messages/" + messageSID + ".json",
		},
		"a path of one's own": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return twilio.Get[struct{}](ctx, c, c.Path("Calls").ID("CA1"), nil)
			},
			Method: "GET", URL: "https://api.twilio.com/2010-04-01/Accounts/" + account + "/Calls/CA1.json",
		},
		"Put on another product": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return twilio.Put[struct{}](ctx, c, twilio.At("messaging", "v1", "Services").ID("MG 1/?"),
					struct {
						twilio.PageParams
						Name string `url:"Name"`
					}{Name: ""})
			},
			Method: "PUT", URL: "https://messaging.twilio.com/v1/Services/MG%201%2F%3F", Body: "Name=",
		},
		"values instead of a struct": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return twilio.Get[struct{}](ctx, c, twilio.At("lookups", "v2", "PhoneNumbers").ID("+15558675310"),
					url.Values{"Fields": {"a", "b"}})
			},
			Method: "GET", URL: "https://lookups.twilio.com/v2/PhoneNumbers/%2B15558675310" + "?Fields=a&Fields=b",
		},
		"JSON": {
			Call: func(ctx context.Context, c *twilio.Client) (any, error) {
				return twilio.Post[struct{}](ctx, c, twilio.At("content", "v1", "Content"),
					twilio.JSON{Body: map[string]int{"a": 1}})
			},
			Method: "POST", URL: "https://content.twilio.com/v1/Content", Body: `{"a":1}`,
		},
	})
}

// listsAndMessage answers every call of this package: with empty lists, and as a message that
// has arrived.
const listsAndMessage = `{"messages":[],"media_list":[],"accounts":[],"incoming_phone_numbers":[],"short_codes":[],` +
	`"status":"delivered"}`

func itself(c *twilio.Client) *twilio.Client { return c }

func TestParametersThatCannotBeSent(t *testing.T) {
	t.Parallel()
	w := newWire(t, always(http.StatusOK, `{}`))
	c := w.client()
	for name, params := range map[string]any{
		"a map":          map[string]string{"To": "x"},
		"a number":       3,
		"JSON of a func": twilio.JSON{Body: func() {}},
	} {
		if _, err := twilio.Post[struct{}](t.Context(), c, c.Path("Messages"), params); err == nil {
			t.Errorf("%s: no error", name)
		}
		for _, err := range twilio.List[struct{}](t.Context(), c, c.Path("Messages"), "messages", params) {
			if err == nil {
				t.Errorf("%s: no error from List", name)
			}
		}
	}
	if n := w.count(); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
}
