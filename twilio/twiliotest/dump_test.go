package twiliotest_test

import (
	"net/http"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
	"github.com/twiliokit/twiliokit/twiml"
)

// TestDumpReadsAsAStory holds the lines of a dump to what somebody has to know who has only them.
func TestDumpReadsAsAStory(t *testing.T) {
	t.Parallel()
	tw := mounted(t, map[string]http.Handler{"/sms": twiml.Reply("Hello")})
	sender := tw.AddNumber(channels.WhatsApp(shop), twiliotest.OnMessage("https://app.example/sms"))
	phone := tw.Phone(channels.WhatsApp(alice))
	phone.Send(sender, "hi")
	_, err := tw.Client().Messages.Create(t.Context(), &twilio.CreateMessageParams{
		From: sender, To: phone.Address(), Body: "one", StatusCallback: "https://elsewhere.example/status",
	})
	must(t, err)
	tw.Wait()
	phone.Read() // what it has not opened: the reply and the message
	got := regexp.MustCompile(`(?m)^[0-9:.]+ |0{24,}`).ReplaceAllString(tw.Dump(), "")
	want := `SM2 inbound from whatsapp:+15558675310 to whatsapp:+15557122661
webhook POST https://app.example/sms SM2 → 200
SM3 outbound-reply to whatsapp:+15558675310: sent
SM3 outbound-reply to whatsapp:+15558675310: delivered
POST api/2010-04-01/Accounts/AC/Messages.json → 201
SM4 outbound-api to whatsapp:+15558675310: sent
webhook POST https://elsewhere.example/status SM4 sent → no answer
alert: 11210 HTTP bad host name at https://elsewhere.example/status: twiliotest: elsewhere.example is neither a host of Twilio's nor mounted: see Mount and WithTransport
SM4 outbound-api to whatsapp:+15558675310: delivered
webhook POST https://elsewhere.example/status SM4 delivered → no answer
alert: 11210 HTTP bad host name at https://elsewhere.example/status: twiliotest: elsewhere.example is neither a host of Twilio's nor mounted: see Mount and WithTransport
SM3 outbound-reply to whatsapp:+15558675310: read
SM4 outbound-api to whatsapp:+15558675310: read
webhook POST https://elsewhere.example/status SM4 read → no answer
alert: 11210 HTTP bad host name at https://elsewhere.example/status: twiliotest: elsewhere.example is neither a host of Twilio's nor mounted: see Mount and WithTransport
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("dump (-want +got):\n%s", diff)
	}
	for _, r := range tw.Requests() {
		if r.Params.Get("MessageStatus") != "" && r.Params.Get("ChannelInstallSid")[:2] != "XE" {
			t.Errorf("ChannelInstallSid is %q", r.Params.Get("ChannelInstallSid"))
		}
	}
}
