package twilio_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twilio"
)

// shared reads a file of the API's description, which is kept beside the repository. $SHARED
// says where else it is. A test that needs it is skipped where there is none.
func shared(t *testing.T, name string) []byte {
	t.Helper()
	dir := os.Getenv("SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Skip(err)
	}
	return b
}

// strict decodes a sample and refuses fields that the type does not have.
func strict(b []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

func TestSamplesOfAnswers(t *testing.T) {
	t.Parallel()
	var samples []struct {
		Operation, Name string
		Value           json.RawMessage
	}
	if err := json.Unmarshal(shared(t, "api/examples/api_v2010.json"), &samples); err != nil {
		t.Fatal(err)
	}
	type page struct {
		FirstPageURI    string `json:"first_page_uri"`
		NextPageURI     string `json:"next_page_uri"`
		PreviousPageURI string `json:"previous_page_uri"`
		URI             string `json:"uri"`
		Page            int    `json:"page"`
		PageSize        int    `json:"page_size"`
		Start           int    `json:"start"`
		End             int    `json:"end"`
	}
	into := map[string]func() any{
		"CreateMessage": func() any { return new(twilio.Message) },
		"FetchMessage":  func() any { return new(twilio.Message) },
		"UpdateMessage": func() any { return new(twilio.Message) },
		"ListMessage": func() any {
			return new(struct {
				page
				Messages []twilio.Message `json:"messages"`
			})
		},
		"FetchMedia":    func() any { return new(twilio.Media) },
		"UpdateAccount": func() any { return new(twilio.Account) },
		"ListAccount": func() any {
			return new(struct {
				page
				Accounts []twilio.Account `json:"accounts"`
			})
		},
		"CreateIncomingPhoneNumber": func() any { return new(twilio.IncomingPhoneNumber) },
		"FetchIncomingPhoneNumber":  func() any { return new(twilio.IncomingPhoneNumber) },
		"UpdateIncomingPhoneNumber": func() any { return new(twilio.IncomingPhoneNumber) },
		"ListIncomingPhoneNumber": func() any {
			return new(struct {
				page
				Numbers []twilio.IncomingPhoneNumber `json:"incoming_phone_numbers"`
			})
		},
		"FetchShortCode":  func() any { return new(twilio.ShortCode) },
		"UpdateShortCode": func() any { return new(twilio.ShortCode) },
		"ListShortCode": func() any {
			return new(struct {
				page
				ShortCodes []twilio.ShortCode `json:"short_codes"`
			})
		},
	}
	seen := map[string]bool{}
	for _, s := range samples {
		if into[s.Operation] == nil || string(s.Value) == "null" {
			continue
		}
		seen[s.Operation] = true
		if err := strict(s.Value, into[s.Operation]()); err != nil {
			t.Errorf("%s %s: %v", s.Operation, s.Name, err)
		}
	}
	for operation := range into {
		if !seen[operation] {
			t.Errorf("there is no sample of %s", operation)
		}
	}
}

func TestErrorCodesAreThoseOfTheTable(t *testing.T) {
	t.Parallel()
	var table struct {
		Codes []struct {
			Code    twilio.ErrorCode
			Message string
		}
	}
	if err := json.Unmarshal(shared(t, "data/error-codes.json"), &table); err != nil {
		t.Fatal(err)
	}
	want, got := map[twilio.ErrorCode]string{}, map[twilio.ErrorCode]string{}
	for _, c := range table.Codes {
		want[c.Code] = strings.TrimSpace(c.Message)
	}
	for c := range twilio.ErrorCode(100_000) {
		if name := c.Name(); name != "" {
			got[c] = name
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("names (-shared +here):\n%s", diff)
	}
}

// TestStructsAreThoseOfTheAPI holds the fields of resources and parameters against the API's
// description, both ways.
func TestStructsAreThoseOfTheAPI(t *testing.T) {
	t.Parallel()
	var api struct {
		Operations []struct {
			ID         string
			Parameters []struct{ Name, In string }
		}
		Resources map[string]struct {
			Properties map[string]any
		}
	}
	if err := json.Unmarshal(shared(t, "api/api_v2010.json"), &api); err != nil {
		t.Fatal(err)
	}
	for name, v := range map[string]any{
		"api.v2010.account.message":                  twilio.Message{},
		"api.v2010.account.message.media":            twilio.Media{},
		"api.v2010.account.message.message_feedback": twilio.Feedback{},
		"api.v2010.account":                          twilio.Account{},
		"api.v2010.account.incoming_phone_number":    twilio.IncomingPhoneNumber{},
		"api.v2010.account.short_code":               twilio.ShortCode{},
	} {
		want := slices.Sorted(maps.Keys(api.Resources[name].Properties))
		if diff := cmp.Diff(want, tags(v, "json")); diff != "" {
			t.Errorf("%T (-API +here):\n%s", v, diff)
		}
	}
	for id, v := range map[string]any{
		"CreateMessage": twilio.CreateMessageParams{}, "UpdateMessage": twilio.UpdateMessageParams{},
		"ListMessage": twilio.ListMessagesParams{}, "ListMedia": twilio.ListMediaParams{},
		"CreateMessageFeedback": twilio.CreateFeedbackParams{},
		"CreateAccount":         twilio.CreateAccountParams{}, "UpdateAccount": twilio.UpdateAccountParams{},
		"ListAccount":               twilio.ListAccountsParams{},
		"CreateIncomingPhoneNumber": twilio.CreateIncomingPhoneNumberParams{},
		"UpdateIncomingPhoneNumber": twilio.UpdateIncomingPhoneNumberParams{},
		"ListIncomingPhoneNumber":   twilio.ListIncomingPhoneNumbersParams{},
		"UpdateShortCode":           twilio.UpdateShortCodeParams{}, "ListShortCode": twilio.ListShortCodesParams{},
	} {
		want := []string{}
		for _, o := range api.Operations {
			for _, p := range o.Parameters {
				if o.ID == id && p.In != "path" {
					want = append(want, p.Name)
				}
			}
		}
		slices.Sort(want)
		if diff := cmp.Diff(want, tags(v, "url")); diff != "" {
			t.Errorf("%T (-API +here):\n%s", v, diff)
		}
	}
}

// tags returns the names that a struct's fields have on the wire, sorted.
func tags(v any, key string) []string {
	names := []string{}
	for _, f := range reflect.VisibleFields(reflect.TypeOf(v)) {
		if name, _, _ := strings.Cut(f.Tag.Get(key), ","); name != "" && name != "-" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
