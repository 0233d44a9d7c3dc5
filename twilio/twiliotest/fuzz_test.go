package twiliotest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/twiliokit/twiliokit/twilio/content"
	"github.com/twiliokit/twiliokit/twilio/twiliotest"
)

// FuzzAPI sends any request to the 2010 API: the emulator neither panics nor answers with anything
// but JSON in Twilio's shape, a file or nothing.
func FuzzAPI(f *testing.F) {
	messages := "/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages"
	for _, seed := range [][3]string{
		{"GET", messages + ".json?PageSize=1&Page=9223372036854775807", ""},
		{"GET", messages + ".json?PageSize=-1&PageToken=PA&DateSent%3E=yesterday", ""},
		{"GET", messages + ".json?%zz", ""},
		{"POST", messages + ".json", "To=%2B15558675310&From=%2B15557122661&Body=Hi&MediaUrl=%00"},
		{"POST", messages + "/SM1.json", "Body=&Status=canceled;"},
		{"DELETE", messages + "/%2e%2e/Media//.json", ""},
		{"PUT", "//.json", "\x00"},
		{"", "/", ""},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, method, path, body string) {
		tw := twiliotest.New(t)
		tw.AddNumber(shop)
		answersInShape(t, tw, "https://api.twilio.com/", method, path, "", body)
	})
}

// FuzzProducts does the same with the products, whose bodies are forms or JSON.
func FuzzProducts(f *testing.F) {
	service := "v1/Services/MG00000000000000000000000000000002"
	template := "v1/Content/HX00000000000000000000000000000004"
	for _, seed := range [][4]string{
		{"messaging", "POST", "v1/Services", "FriendlyName=x&ValidityPeriod=-1&StickySender=TRUE"},
		{"messaging", "GET", "v1/Services?PageSize=1&Page=1&PageToken=DNMG00000000000000000000000000000002", ""},
		{"messaging", "POST", service, "InboundRequestUrl=%00&FriendlyName="},
		{"messaging", "POST", service + "/PhoneNumbers", "PhoneNumberSid=%2F"},
		{"messaging", "POST", service + "/DestinationAlphaSenders", "AlphaSender=Owls&IsoCountryCode=%C3%9F"},
		{"messaging", "GET", "v1/Deactivations?Date=2026-01-01", ""},
		{"content", "POST", "v1/Content", `{"language":"en","types":{"twilio/text":{"body":null}}}`},
		{"content", "PUT", template, `{"types":{"twilio/card":{"media":[1]}},"variables":{"":""}}`},
		{"content", "POST", template + "/ApprovalRequests/whatsapp", `{"name":"a","category":"UTILITY"}`},
		{"content", "GET", "v2/ContentAndApprovals?ContentName=%5B&SortByDate=asc&DateCreatedAfter=x", ""},
		{"api", "POST", "2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json",
			"To=%2B15558675310&From=MG00000000000000000000000000000002&ContentSid=HX00000000000000000000000000000004&ContentVariables=%7B%7D&SendAt=9999-12-31T23:59:59Z&ScheduleType=fixed"},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3])
	}
	f.Fuzz(func(t *testing.T, product, method, path, body string) {
		if product != "messaging" && product != "content" && product != "api" {
			t.Skip("not a product")
		}
		tw := twiliotest.New(t)
		tw.AddNumber(shop)
		tw.AddService("pool", twiliotest.Senders(shop, "Owls"))
		if _, err := content.New(tw.Client()).Templates.Create(t.Context(), &content.CreateTemplateParams{
			Language: "en", Types: content.Types{Text: &content.Text{Body: "Hello {{1}}"}},
		}); err != nil {
			t.Fatal(err)
		}
		contentType := "application/x-www-form-urlencoded"
		if product == "content" {
			contentType = "application/json"
		}
		answersInShape(t, tw, "https://"+product+".twilio.com/", method, path, contentType, body)
	})
}

// answersInShape sends a request, and fails the test if a refusal is not in Twilio's shape.
func answersInShape(t *testing.T, tw *twiliotest.Twilio, origin, method, path, contentType, body string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, origin, strings.NewReader(body))
	if err != nil {
		t.Skip("not a request")
	}
	u, err := r.URL.Parse(origin + strings.TrimPrefix(path, "/"))
	if err != nil || u.Host != r.URL.Host {
		t.Skip("not a URL of the API")
	}
	r.URL = u
	r.SetBasicAuth(tw.AccountSID(), tw.AuthToken())
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	resp, err := tw.HTTPClient().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode >= 400 && method != http.MethodHead {
		var e struct {
			Code, Status int
			Message      string
		}
		if err := json.Unmarshal(b, &e); err != nil || e.Status != resp.StatusCode || e.Message == "" {
			t.Errorf("HTTP %d with %q: %v", resp.StatusCode, b, err)
		}
	}
	tw.Wait()
}

// FuzzAnyCall sends any method, path, type and body to any product: whatever it is, the answer is in
// Twilio's shape.
func FuzzAnyCall(f *testing.F) {
	const (
		form = "application/x-www-form-urlencoded"
		json = "application/json"
		one  = "2010-04-01/Accounts/AC00000000000000000000000000000000"
	)
	for _, seed := range [][5]string{
		{"api", "HEAD", one + "/Messages.json", "", ""},
		{"api", "POST", one + "/Messages.json", json, `{"To":"+15558675310","From":"+15557122661","Body":"Hi"}`},
		{"api", "POST", one + "/Messages.json", "multipart/form-data; boundary=x", "--x\r\n"},
		{"api", "POST", one + "/Messages.json", form, "To=%zz&Body=;&&&=&To=%2B15558675310&To="},
		{"api", "POST", one + "/Messages.json", form, "To=%2B15558675310&From=%2B15557122661&Body=x&ValidityPeriod=-9223372036854775808&SendAt=0000-00-00T99:99:99Z"},
		{"api", "GET", one + "/Messages.json?DateSent%3E=0000-00-00&DateSent%3C=99999-01-01&PageSize=1&Page=-1", "", ""},
		{"api", "GET", one + "/Messages/%2F..%2F.json", "", ""},
		{"api", "PATCH", one + "/IncomingPhoneNumbers/..json", form, "AreaCode=000"},
		{"api", "POST", one + "/IncomingPhoneNumbers.json", form, "AreaCode=999&SmsUrl=%20&SmsMethod=TRACE"},
		{"messaging", "POST", "v2/Channels/Senders", json, `{"sender_id":null,"configuration":[],"webhook":{"callback_url":1}}`},
		{"messaging", "POST", "v1/Tollfree/Verifications", form, "TollfreePhoneNumberSid=&UseCaseCategories="},
		{"messaging", "POST", "v1/a2p/BrandRegistrations", form, "CustomerProfileBundleSid=%00"},
		{"messaging", "POST", "v1/LinkShortening/Domains/DN1/Config", form, "FallbackUrl=::"},
		{"messaging", "POST", "v3/Indicators/Typing.json", json, "[[[[[["},
		{"content", "POST", "v1/Content", "application/json; charset=latin1", "{"},
		{"chat", "POST", "v2/Services", form, "FriendlyName=%ff%fe"},
		{"ip-messaging", "DELETE", "v2/Services//Channels/", "", ""},
		{"conversations", "PUT", "v1/Conversations/CH%00", form, ""},
		{"notify", "POST", "v1/Services/IS1/Notifications", form, "ToBinding={&Identity="},
		{"oauth", "POST", "v2/token", form, "grant_type=client_credentials&client_id=&client_secret="},
		{"lookups", "GET", "v2/PhoneNumbers/+15005550006", "", ""},
		{"", "GET", "/", "", ""},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3], seed[4])
	}
	f.Fuzz(func(t *testing.T, product, method, path, contentType, body string) {
		if strings.Trim(product, "abcdefghijklmnopqrstuvwxyz-") != "" || product == "" {
			t.Skip("not a host")
		}
		tw := twiliotest.New(t)
		tw.AddNumber(shop)
		tw.AddService("pool", twiliotest.Senders(shop, "Owls"))
		answersInShape(t, tw, "https://"+product+".twilio.com/", method, path, contentType, body)
	})
}
