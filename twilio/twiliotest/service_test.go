package twiliotest_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
	"github.com/twiliokit/twiliokit/twilio"
	"github.com/twiliokit/twiliokit/twilio/messaging"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// object is an answer whose fields a test names.
type object map[string]any

// services is where Messaging Services are.
func services(segments ...string) twilio.Path {
	p := twilio.At("messaging", "v1", "Services")
	for i, s := range segments {
		if i%2 == 0 {
			p = p.ID(s)
		} else {
			p = p.Join(s)
		}
	}
	return p
}

// post makes a resource of a test and returns it.
func post(t *testing.T, client *twilio.Client, p twilio.Path, params ...string) object {
	t.Helper()
	form := url.Values{}
	for i := 0; i < len(params); i += 2 {
		form.Add(params[i], params[i+1])
	}
	o, err := twilio.Post[object](t.Context(), client, p, form)
	if err != nil {
		t.Fatal(err)
	}
	return *o
}

// wantRefusal fails the test unless err is a refusal with a status and a code.
func wantRefusal(t *testing.T, what string, err error, status int, code twilio.ErrorCode) {
	t.Helper()
	var e *twilio.Error
	if !errors.As(err, &e) || e.Status != status || e.Code != code {
		t.Errorf("%s: %v, want HTTP %d with code %d", what, err, status, code)
	}
}

func TestServiceThroughTheAPI(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	client := tw.Client()
	made := post(t, client, services(), "FriendlyName", "notifications", "StickySender", "false",
		"InboundRequestUrl", "https://app.example/sms", "Usecase", "marketing", "ValidityPeriod", "600")
	sid := made["sid"].(string)
	self := "https://messaging.twilio.com/v1/Services/" + sid
	want := object{
		"sid": sid, "account_sid": tw.AccountSID(), "friendly_name": "notifications", "url": self,
		"inbound_request_url": "https://app.example/sms", "inbound_method": "POST",
		"fallback_url": nil, "fallback_method": "POST", "status_callback": nil,
		"sticky_sender": false, "mms_converter": true, "smart_encoding": true, "fallback_to_long_code": true,
		"area_code_geomatch": true, "synchronous_validation": false, "use_inbound_webhook_on_number": false,
		"validity_period": 600.0, "scan_message_content": "inherit", "usecase": "marketing",
		"us_app_to_person_registered": false,
		"date_created":                made["date_created"], "date_updated": made["date_updated"],
		"links": map[string]any{
			"phone_numbers": self + "/PhoneNumbers", "short_codes": self + "/ShortCodes",
			"alpha_senders": self + "/AlphaSenders", "destination_alpha_senders": self + "/DestinationAlphaSenders",
			"channel_senders": self + "/ChannelSenders", "messages": self + "/Messages",
			"us_app_to_person": self + "/Compliance/Usa2p", "us_app_to_person_usecases": self + "/Compliance/Usa2p/Usecases",
		},
	}
	if diff := cmp.Diff(want, made); diff != "" {
		t.Errorf("created (-want +got):\n%s", diff)
	}
	if !strings.HasSuffix(made["date_created"].(string), "Z") {
		t.Errorf("date_created is %v, not in ISO 8601", made["date_created"])
	}

	changed := post(t, client, services(sid), "FriendlyName", "news", "InboundRequestUrl", "", "InboundMethod", "GET")
	if changed["friendly_name"] != "news" || changed["inbound_request_url"] != nil || changed["inbound_method"] != "GET" || changed["usecase"] != "marketing" {
		t.Errorf("updated: %v", changed)
	}
	got, err := twilio.Get[object](t.Context(), client, services(sid), nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(changed, *got); diff != "" {
		t.Errorf("fetched (-updated +fetched):\n%s", diff)
	}
	if err := twilio.Delete(t.Context(), client, services(sid)); err != nil {
		t.Fatal(err)
	}
	_, err = twilio.Get[object](t.Context(), client, services(sid), nil)
	wantRefusal(t, "fetch after delete", err, http.StatusNotFound, twilio.ErrResourceNotFound)
	if e, ok := errors.AsType[*twilio.Error](err); !ok || !strings.HasPrefix(e.Message, "The requested resource /Services/") {
		t.Errorf("fetch after delete: %v, want a text without the version", err)
	}
}

func TestServiceRefusals(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	client := tw.Client()
	for name, tt := range map[string]struct {
		params url.Values
		want   twilio.ErrorCode
	}{
		"no name":         {url.Values{"Usecase": {"poll"}}, twilio.ErrUnknownParameters},
		"long name":       {url.Values{"FriendlyName": {strings.Repeat("ü", 65)}}, twilio.ErrUnknownParameters},
		"bad URL":         {url.Values{"FriendlyName": {"x"}, "InboundRequestUrl": {"sms"}}, twilio.ErrInvalidURL},
		"bad callback":    {url.Values{"FriendlyName": {"x"}, "StatusCallback": {"ftp://app.example"}}, twilio.ErrInvalidURL},
		"bad method":      {url.Values{"FriendlyName": {"x"}, "FallbackMethod": {"PUT"}}, twilio.ErrInvalidMethod},
		"no validity":     {url.Values{"FriendlyName": {"x"}, "ValidityPeriod": {"0"}}, twilio.ErrUnknownParameters},
		"long validity":   {url.Values{"FriendlyName": {"x"}, "ValidityPeriod": {"36001"}}, twilio.ErrUnknownParameters},
		"unknown usecase": {url.Values{"FriendlyName": {"x"}, "Usecase": {"spam"}}, 21713},
		"no boolean":      {url.Values{"FriendlyName": {"x"}, "StickySender": {"maybe"}}, twilio.ErrUnknownParameters},
	} {
		_, err := twilio.Post[object](t.Context(), client, services(), tt.params)
		wantRefusal(t, name, err, http.StatusBadRequest, tt.want)
	}
	_, err := twilio.Post[object](t.Context(), client, services(), nil)
	if err == nil || !strings.Contains(err.Error(), "Missing required parameter FriendlyName in the post body") {
		t.Errorf("no name: %v", err)
	}
	for _, unknown := range []twilio.Path{
		services("MG00000000000000000000000000000001", "Messages"),
	} {
		_, err := twilio.Get[object](t.Context(), client, unknown, nil)
		wantRefusal(t, unknown.String(), err, http.StatusNotImplemented, 0)
	}
}

// However a setting is written, the answer has it as the API writes it.
func TestServiceSettingsInAnyCase(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	client := tw.Client()
	option := tw.AddService("news", twiliotest.ServiceSetting("StickySender", "False"),
		twiliotest.ServiceSetting("UseInboundWebhookOnNumber", "TRUE"), twiliotest.ServiceSetting("ScanMessageContent", "Disable"))
	form := post(t, client, services(), "FriendlyName", "news", "StickySender", "False",
		"UseInboundWebhookOnNumber", "TRUE", "ScanMessageContent", "Disable")["sid"].(string)
	for how, sid := range map[string]string{"ServiceSetting": option, "API": form} {
		got, err := messaging.New(client).Services.Get(t.Context(), sid)
		if err != nil {
			t.Errorf("%s: %v", how, err)
			continue
		}
		if got.StickySender || !got.UseInboundWebhookOnNumber || got.ScanMessageContent != messaging.ScanMessageContentDisable {
			t.Errorf("%s: %+v", how, got)
		}
	}
}

func TestServicePages(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	client := tw.Client()
	for i := range 5 {
		tw.AddService(fmt.Sprintf("service %d", i))
	}
	page, err := twilio.Get[object](t.Context(), client, services(), url.Values{"PageSize": {"2"}})
	if err != nil {
		t.Fatal(err)
	}
	meta := (*page)["meta"].(map[string]any)
	const first = "https://messaging.twilio.com/v1/Services?Page=0&PageSize=2"
	want := map[string]any{
		"page": 0.0, "page_size": 2.0, "key": "services", "url": first, "first_page_url": first, "previous_page_url": nil,
		"next_page_url": "https://messaging.twilio.com/v1/Services?Page=1&PageSize=2&PageToken=DN" + sidOf(t, *page, 1),
	}
	if diff := cmp.Diff(want, meta); diff != "" {
		t.Errorf("meta (-want +got):\n%s", diff)
	}
	var names []string
	for s, err := range twilio.List[object](t.Context(), client, services(), "services", url.Values{"PageSize": {"2"}}) {
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, (*s)["friendly_name"].(string))
	}
	if diff := cmp.Diff([]string{"service 4", "service 3", "service 2", "service 1", "service 0"}, names); diff != "" {
		t.Errorf("all pages (-want +got):\n%s", diff)
	}
	for _, bad := range []string{"x", "DNx", "PA" + sidOf(t, *page, 1)} {
		_, err = twilio.Get[object](t.Context(), client, services(), url.Values{"PageToken": {bad}})
		wantRefusal(t, "page token "+bad, err, http.StatusBadRequest, twilio.ErrInvalidPageToken)
	}
	_, err = twilio.Get[object](t.Context(), client, services(), url.Values{"PageSize": {"0"}})
	wantRefusal(t, "page size 0", err, http.StatusBadRequest, twilio.ErrUnknownParameters)
}

func sidOf(t *testing.T, page object, i int) string {
	t.Helper()
	return page["services"].([]any)[i].(map[string]any)["sid"].(string)
}

// The senders of a pool, one row a kind: what adds it, how the answer shows it.
func TestSendersOfAService(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	client := tw.Client()
	tw.AddNumber(shop)
	tw.AddNumber("12345", twiliotest.InCountry("GB"))
	tw.AddNumber("whatsapp:" + shop)
	sid, other := tw.AddService("pool"), tw.AddService("other")
	numbers, err := twilio.Collect(client.IncomingPhoneNumbers.List(t.Context(), nil), 0)
	if err != nil || len(numbers) != 1 {
		t.Fatalf("numbers: %v, %v", numbers, err)
	}
	codes, err := twilio.Collect(client.ShortCodes.List(t.Context(), nil), 0)
	if err != nil || len(codes) != 1 {
		t.Fatalf("short codes: %v, %v", codes, err)
	}
	for _, tt := range []struct {
		collection, param, value, key string
		want                          object
	}{
		{"PhoneNumbers", "PhoneNumberSid", numbers[0].SID, "phone_numbers", object{
			"sid": numbers[0].SID, "service_sid": sid, "phone_number": shop, "country_code": "US",
			"capabilities": []any{"Voice", "SMS", "MMS"},
		}},
		{"ShortCodes", "ShortCodeSid", codes[0].SID, "short_codes", object{
			"sid": codes[0].SID, "service_sid": sid, "short_code": "12345", "country_code": "GB",
			"capabilities": []any{"SMS", "MMS"},
		}},
		{"ChannelSenders", "Sid", "XE00000000000000000000000000000001", "senders", object{
			"sid": "XE00000000000000000000000000000001", "messaging_service_sid": sid,
			"sender": "whatsapp:" + shop, "sender_type": "WhatsApp", "country_code": "US",
		}},
		{"AlphaSenders", "AlphaSender", "Owl Shop", "alpha_senders", object{
			"service_sid": sid, "alpha_sender": "Owl Shop", "capabilities": []any{"SMS"},
		}},
	} {
		t.Run(tt.collection, func(t *testing.T) {
			t.Parallel()
			p := services(sid, tt.collection)
			made := post(t, client, p, tt.param, tt.value)
			tt.want["account_sid"] = tw.AccountSID()
			for _, same := range []string{"sid", "date_created", "date_updated"} {
				if tt.want[same] == nil {
					tt.want[same] = made[same]
				}
			}
			tt.want["url"] = fmt.Sprintf("https://messaging.twilio.com/v1/Services/%s/%s/%s", sid, tt.collection, tt.want["sid"])
			if diff := cmp.Diff(tt.want, made); diff != "" {
				t.Errorf("added (-want +got):\n%s", diff)
			}
			_, err := twilio.Post[object](t.Context(), client, p, url.Values{tt.param: {tt.value}})
			wantRefusal(t, "add again", err, http.StatusConflict, twilio.ErrSenderAlreadyInService)
			if tt.collection != "AlphaSenders" { // which no service has to itself
				_, err = twilio.Post[object](t.Context(), client, services(other, tt.collection), url.Values{tt.param: {tt.value}})
				wantRefusal(t, "add to another", err, http.StatusConflict, twilio.ErrSenderInAnotherService)
				_, err = twilio.Post[object](t.Context(), client, p, nil)
				wantRefusal(t, "add nothing", err, http.StatusBadRequest, twilio.ErrUnknownParameters)
				_, err = twilio.Post[object](t.Context(), client, p, url.Values{tt.param: {"PN1"}})
				wantRefusal(t, "add what is not there", err, http.StatusNotFound, twilio.ErrResourceNotFound)
			}
			one := p.ID(made["sid"].(string))
			if got, err := twilio.Get[object](t.Context(), client, one, nil); err != nil || cmp.Diff(made, *got) != "" {
				t.Errorf("fetched %v, %v; want what was added", got, err)
			}
			list, err := twilio.Collect(twilio.List[object](t.Context(), client, p, tt.key, nil), 0)
			if err != nil || len(list) != 1 || cmp.Diff(made, *list[0]) != "" {
				t.Errorf("listed %v, %v; want what was added", list, err)
			}
			if err := twilio.Delete(t.Context(), client, one); err != nil {
				t.Error(err)
			}
			_, err = twilio.Get[object](t.Context(), client, one, nil)
			wantRefusal(t, "fetch after delete", err, http.StatusNotFound, twilio.ErrResourceNotFound)
		})
	}
}

func TestAlphaSenders(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	client := tw.Client()
	sid := tw.AddService("alpha", twiliotest.Senders("Owls"))
	for name, tt := range map[string]struct {
		value string
		want  twilio.ErrorCode
	}{
		"none": {"", 21708}, "digits only": {"12345", 21709}, "too long": {"TwelveLetter", 21709}, "punctuation": {"Owl!", 21709},
	} {
		_, err := twilio.Post[object](t.Context(), client, services(sid, "AlphaSenders"), url.Values{"AlphaSender": {tt.value}})
		wantRefusal(t, name, err, http.StatusBadRequest, tt.want)
	}
	destinations := services(sid, "DestinationAlphaSenders")
	made := post(t, client, destinations, "AlphaSender", "Owls", "IsoCountryCode", "fr")
	if made["iso_country_code"] != "FR" {
		t.Errorf("added %v", made)
	}
	_, err := twilio.Post[object](t.Context(), client, destinations, url.Values{"AlphaSender": {"Owls"}, "IsoCountryCode": {"France"}})
	wantRefusal(t, "no country code", err, http.StatusBadRequest, twilio.ErrUnknownParameters)
	for filter, want := range map[string]int{"": 2, "FR": 1, "DE": 0} {
		list, err := twilio.Collect(twilio.List[object](t.Context(), client, destinations, "alpha_senders", url.Values{"IsoCountryCode": {filter}}), 0)
		if err != nil || len(list) != want {
			t.Errorf("senders for %q: %v, %v; want %d", filter, list, err, want)
		}
	}
	defaults, err := twilio.Collect(twilio.List[object](t.Context(), client, services(sid, "AlphaSenders"), "alpha_senders", nil), 0)
	if err != nil || len(defaults) != 1 {
		t.Errorf("defaults: %v, %v; want one", defaults, err)
	}
}

// What is refused takes no SID from what comes after it.
func TestRefusalsUseUpNoSID(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	client := tw.Client()
	sid := tw.AddService("first", twiliotest.Senders("Owls"))
	for _, path := range []twilio.Path{services(sid, "AlphaSenders"), services(sid, "DestinationAlphaSenders")} {
		for _, name := range []string{"", "Owl!", "Owls"} {
			if _, err := twilio.Post[object](t.Context(), client, path, url.Values{"AlphaSender": {name}}); err == nil {
				t.Errorf("%s took %q", path, name)
			}
		}
	}
	for _, form := range []url.Values{nil, {"FriendlyName": {"x"}, "StickySender": {"maybe"}}} {
		if _, err := twilio.Post[object](t.Context(), client, services(), form); err == nil {
			t.Errorf("%v was taken", form)
		}
	}
	owl := post(t, client, services(sid, "AlphaSenders"), "AlphaSender", "Owl")["sid"]
	next := post(t, client, services(), "FriendlyName", "next")["sid"]
	want := []any{"AI00000000000000000000000000000003", "MG00000000000000000000000000000004"} // after the service and its sender
	if diff := cmp.Diff(want, []any{owl, next}); diff != "" {
		t.Errorf("SIDs (-want +got):\n%s", diff)
	}
}

// One name may be kept for several countries and by default. Each stands for itself.
func TestAlphaSenderForSeveralCountries(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	client := tw.Client()
	sid := tw.AddService("alpha")
	destinations, defaults := services(sid, "DestinationAlphaSenders"), services(sid, "AlphaSenders")
	forGB := post(t, client, destinations, "AlphaSender", "Owls", "IsoCountryCode", "GB")["sid"].(string)
	forFR := post(t, client, destinations, "AlphaSender", "Owls", "IsoCountryCode", "FR")["sid"].(string)
	send := func(to channels.Address) string {
		m, err := client.Messages.Create(t.Context(), &twilio.CreateMessageParams{MessagingServiceSID: sid, To: to, Body: "Hi"})
		if err != nil {
			t.Fatal(err)
		}
		tw.Wait()
		got, _ := tw.Message(m.SID)
		return fmt.Sprintf("%s %s %d", got.From, got.Status, got.ErrorCode)
	}
	const london, paris = "+447700900456", "+33700000001"
	if diff := cmp.Diff([]string{"Owls delivered 0", "Owls delivered 0"}, []string{send(london), send(paris)}); diff != "" {
		t.Errorf("both countries (-want +got):\n%s", diff)
	}

	// Senders for a country are not among the defaults.
	for _, one := range []string{forGB, forFR} {
		_, err := twilio.Get[object](t.Context(), client, defaults.ID(one), nil)
		wantRefusal(t, "fetch among the defaults", err, http.StatusNotFound, twilio.ErrResourceNotFound)
		wantRefusal(t, "delete among the defaults", twilio.Delete(t.Context(), client, defaults.ID(one)), http.StatusNotFound, twilio.ErrResourceNotFound)
	}
	if list, err := twilio.Collect(twilio.List[object](t.Context(), client, defaults, "alpha_senders", nil), 0); err != nil || len(list) != 0 {
		t.Errorf("defaults: %v, %v; want none", list, err)
	}

	// Deleting it for one country leaves it for the other.
	if err := twilio.Delete(t.Context(), client, destinations.ID(forGB)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{" failed 21703", "Owls delivered 0"}, []string{send(london), send(paris)}); diff != "" {
		t.Errorf("one country (-want +got):\n%s", diff)
	}
	if err := twilio.Delete(t.Context(), client, destinations.ID(forFR)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(" failed 21704", send(paris)); diff != "" {
		t.Errorf("no country (-want +got):\n%s", diff)
	}
}

func TestPoolLimit(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	client := tw.Client()
	senders := make([]channels.Address, 400)
	for i := range senders {
		senders[i] = tw.AddNumber(channels.Address(fmt.Sprintf("+1555712%04d", i)))
	}
	sid := tw.AddService("full", twiliotest.Senders(senders...))
	one, err := client.IncomingPhoneNumbers.Create(t.Context(), &twilio.CreateIncomingPhoneNumberParams{PhoneNumber: alice})
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{"PhoneNumberSid": {one.SID}}
	_, err = twilio.Post[object](t.Context(), client, services(sid, "PhoneNumbers"), form)
	wantRefusal(t, "the 401st", err, http.StatusPreconditionFailed, twilio.ErrServicePoolFull)

	// A number that the account gives back leaves the pool.
	list, err := twilio.Collect(client.IncomingPhoneNumbers.List(t.Context(), &twilio.ListIncomingPhoneNumbersParams{PhoneNumber: "5557120000"}), 0)
	if err != nil || len(list) != 1 {
		t.Fatalf("numbers: %v, %v", list, err)
	}
	if err := client.IncomingPhoneNumbers.Delete(t.Context(), list[0].SID); err != nil {
		t.Fatal(err)
	}
	if _, err = twilio.Post[object](t.Context(), client, services(sid, "PhoneNumbers"), form); err != nil {
		t.Errorf("after one has left: %v", err)
	}
	// So does all of it when the service goes.
	if err := twilio.Delete(t.Context(), client, services(sid)); err != nil {
		t.Fatal(err)
	}
	if _, err = twilio.Post[object](t.Context(), client, services(tw.AddService("next"), "PhoneNumbers"), form); err != nil {
		t.Errorf("after the service has gone: %v", err)
	}
}

func TestUsecases(t *testing.T) {
	t.Parallel()
	tw := twiliotest.New(t)
	got, err := twilio.Get[object](t.Context(), tw.Client(), twilio.At("messaging", "v1", "Services", "Usecases"), nil)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, u := range (*got)["usecases"].([]any) {
		names = append(names, u.(map[string]any)["usecase"].(string))
	}
	want := []string{"notifications", "marketing", "verification", "discussion", "poll", "undeclared"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("usecases (-want +got):\n%s", diff)
	}
}
