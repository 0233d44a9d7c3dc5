package twilio_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
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
	checkRequests(t, map[string]requestTest{
		"Create": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.Messages.Create(ctx, &twilio.CreateMessageParams{To: "+15558675310", Body: "a b"})
				return err
			},
			method: "POST", url: messagesURL + ".json", form: "Body=a+b&To=%2B15558675310",
		},
		"Create with everything": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.Messages.Create(ctx, everything)
				return err
			},
			method: "POST", url: messagesURL + ".json",
			form: url.Values{
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
		"Create with nothing": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.Messages.Create(ctx, &twilio.CreateMessageParams{})
				return err
			},
			method: "POST", url: messagesURL + ".json",
		},
		"Create with nil": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.Messages.Create(ctx, nil)
				return err
			},
			method: "POST", url: messagesURL + ".json",
		},
		"Get": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.Messages.Get(ctx, messageSID)
				return err
			},
			method: "GET", url: messageURL + ".json",
		},
		"List": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := twilio.Collect(c.Messages.List(ctx, nil), 0)
				return err
			},
			method: "GET", url: messagesURL + ".json",
		},
		"List with everything": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := twilio.Collect(c.Messages.List(ctx, &twilio.ListMessagesParams{
					To: "+15558675310", From: "+15557122661",
					DateSent:      twilio.Day(2026, time.November, 21),
					DateSentUntil: twilio.Moment(time.Date(2026, 11, 21, 10, 30, 0, 999, berlin)),
					DateSentFrom:  twilio.Day(2026, time.January, 2),
					PageParams:    twilio.PageParams{PageSize: 20, Page: 1, PageToken: "PASM1"},
					Extra:         url.Values{"Direction": {"inbound"}},
				}), 0)
				return err
			},
			method: "GET", url: messagesURL + ".json",
			query: "DateSent=2026-11-21&DateSent%3C=2026-11-21T09%3A30%3A00Z&DateSent%3E=2026-01-02&" +
				"Direction=inbound&From=%2B15557122661&Page=1&PageSize=20&PageToken=PASM1&To=%2B15558675310",
		},
		"ListPage": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.Messages.ListPage(ctx, &twilio.ListMessagesParams{
					DateSent: twilio.Moment(time.Time{}), PageParams: twilio.PageParams{PageSize: 5},
				})
				return err
			},
			method: "GET", url: messagesURL + ".json", query: "PageSize=5",
		},
		"Update": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.Messages.Update(ctx, messageSID, &twilio.UpdateMessageParams{
					Body: new(""), Status: twilio.StatusCanceled, Extra: url.Values{"X": {"1"}},
				})
				return err
			},
			method: "POST", url: messageURL + ".json", form: "Body=&Status=canceled&X=1",
		},
		"Redact": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.Messages.Redact(ctx, messageSID)
				return err
			},
			method: "POST", url: messageURL + ".json", form: "Body=",
		},
		"Cancel": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.Messages.Cancel(ctx, messageSID)
				return err
			},
			method: "POST", url: messageURL + ".json", form: "Status=canceled",
		},
		"Delete": {
			call:   func(ctx context.Context, c *twilio.Client) error { return c.Messages.Delete(ctx, messageSID) },
			method: "DELETE", url: messageURL + ".json",
		},
		"Feedback Create": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.Messages.Feedback(messageSID).Create(ctx, &twilio.CreateFeedbackParams{
					Outcome: twilio.OutcomeUnconfirmed, Extra: url.Values{"X": {"1"}},
				})
				return err
			},
			method: "POST", url: messageURL + "/Feedback.json", form: "Outcome=unconfirmed&X=1",
		},
		"Media Get": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.Messages.Media(messageSID).Get(ctx, mediaSID)
				return err
			},
			method: "GET", url: messageURL + "/Media/" + mediaSID + ".json",
		},
		"Media List": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := twilio.Collect(c.Messages.Media(messageSID).List(ctx, &twilio.ListMediaParams{
					DateCreated:      twilio.Day(2026, time.November, 21),
					DateCreatedUntil: twilio.Day(2026, time.November, 22),
					DateCreatedFrom:  twilio.Day(2026, time.November, 20),
					PageParams:       twilio.PageParams{PageSize: 2}, Extra: url.Values{"X": {"1"}},
				}), 0)
				return err
			},
			method: "GET", url: messageURL + "/Media.json",
			query: "DateCreated=2026-11-21&DateCreated%3C=2026-11-22&DateCreated%3E=2026-11-20&PageSize=2&X=1",
		},
		"Media ListPage": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := c.Messages.Media(messageSID).ListPage(ctx, nil)
				return err
			},
			method: "GET", url: messageURL + "/Media.json",
		},
		"Media Delete": {
			call: func(ctx context.Context, c *twilio.Client) error {
				return c.Messages.Media(messageSID).Delete(ctx, mediaSID)
			},
			method: "DELETE", url: messageURL + "/Media/" + mediaSID + ".json",
		},
		"Media Download": {
			call: func(ctx context.Context, c *twilio.Client) error {
				d, err := c.Messages.Media(messageSID).Download(ctx, mediaSID, 0)
				if err != nil {
					return err
				}
				return d.Close()
			},
			method: "GET", url: messageURL + "/Media/" + mediaSID,
		},
		"DownloadMedia": {
			call: func(ctx context.Context, c *twilio.Client) error {
				d, err := c.Messages.DownloadMedia(ctx, messageURL+"/Media/"+mediaSID, 0)
				if err != nil {
					return err
				}
				return d.Close()
			},
			method: "GET", url: messageURL + "/Media/" + mediaSID,
		},
		"another account": {
			call: func(ctx context.Context, c *twilio.Client) error {
				return c.Account("AC2").Messages.Delete(ctx, messageSID)
			},
			method: "DELETE", url: "https://api.twilio.com/2010-04-01/Accounts/AC2/Messages/" + messageSID + ".json",
		},
		"a path of one's own": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := twilio.Get[struct{}](ctx, c, c.Path("Calls").ID("CA1"), nil)
				return err
			},
			method: "GET", url: "https://api.twilio.com/2010-04-01/Accounts/" + account + "/Calls/CA1.json",
		},
		"Put on another product": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := twilio.Put[struct{}](ctx, c, twilio.At("messaging", "v1", "Services").ID("MG 1/?"),
					struct {
						twilio.PageParams
						Name string `url:"Name"`
					}{Name: ""})
				return err
			},
			method: "PUT", url: "https://messaging.twilio.com/v1/Services/MG%201%2F%3F", form: "Name=",
		},
		"values instead of a struct": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := twilio.Get[struct{}](ctx, c, twilio.At("lookups", "v2", "PhoneNumbers").ID("+15558675310"),
					url.Values{"Fields": {"a", "b"}})
				return err
			},
			method: "GET", url: "https://lookups.twilio.com/v2/PhoneNumbers/%2B15558675310", query: "Fields=a&Fields=b",
		},
		"JSON": {
			call: func(ctx context.Context, c *twilio.Client) error {
				_, err := twilio.Post[struct{}](ctx, c, twilio.At("content", "v1", "Content"),
					twilio.JSON{Body: map[string]int{"a": 1}})
				return err
			},
			method: "POST", url: "https://content.twilio.com/v1/Content", form: `{"a":1}`,
		},
	})
}

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
