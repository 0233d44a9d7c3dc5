package channels_test

import (
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/channels"
)

// faultsOf returns what a joined error says, one line for each field.
func faultsOf(t *testing.T, err error) (faults []string) {
	t.Helper()
	if err == nil {
		return nil
	}
	if fault, ok := errors.AsType[*channels.ConfigError](err); !ok || fault.Field == "" || !errors.Is(err, channels.ErrConfig) {
		t.Errorf("%v is no ConfigError", err)
	}
	for line := range strings.SplitSeq(err.Error(), "\n") {
		_, fault, ok := strings.Cut(line, `": `)
		if !ok {
			t.Errorf("%q names no configuration", line)
		}
		faults = append(faults, fault)
	}
	return faults
}

func TestConfigValidateURL(t *testing.T) {
	t.Parallel()
	const (
		notAbsolute = "it is not absolute: it begins with https:// or http://"
		scheme      = "it begins with neither https:// nor http://"
		noHost      = "it has no host"
		noURL       = "it does not parse as a URL"
		underscore  = "the host name has an underscore, which Twilio does not take"
		emptyPart   = "the host name has an empty part"
		hyphen      = "a part of the host name begins or ends with a hyphen"
		port        = "the port is not a number from 1 to 65535"
		space       = "there is white space around it"
	)
	for raw, want := range map[string]string{
		"":                                  "",
		"https://shop.example/sms":          "",
		"http://shop.example":               "",
		"HTTPS://Shop.Example/sms":          "",
		"https://shop.example:8443/sms?a=b": "",
		"https://user:pass@shop.example/":   "",
		"https://shop.example/sms#ct=2000&rc=2&rp=all":      "", // connection overrides
		"https://shop.example/under_score":                  "",
		"https://xn--bcher-kva.example/":                    "",
		"https://shop.example./":                            "",
		"http://192.0.2.7:8080/":                            "",
		"http://[2001:db8::1]/":                             "",
		"http://[2001:db8::1]:8080/":                        "",
		"http://localhost/":                                 "",
		"/sms":                                              notAbsolute,
		"shop.example/sms":                                  notAbsolute,
		"//shop.example/sms":                                notAbsolute,
		"ftp://shop.example/":                               scheme,
		"mailto:a@shop.example":                             scheme,
		"shop.example:80/sms":                               scheme,
		"https:///sms":                                      noHost,
		"https://":                                          noHost,
		"https://:443/":                                     noHost,
		"https:shop.example":                                noHost,
		"https://my_shop.example/":                          underscore,
		"https://shop.my_example/":                          underscore,
		"https://shop..example/":                            emptyPart,
		"https://.shop.example/":                            emptyPart,
		"https://-shop.example/":                            hyphen,
		"https://shop-.example/":                            hyphen,
		"https://bücher.example/":                           "the host name has 'ü' in it; names in other alphabets are written as xn--",
		"https://shop!.example/":                            "the host name has '!' in it; names in other alphabets are written as xn--",
		"https://" + strings.Repeat("a", 63) + ".example/":  "",
		"https://" + strings.Repeat("a", 64) + ".example/":  "the host name has a part of more than 63 characters",
		"https://" + strings.Repeat("a.", 130) + "example/": "the host name has more than 253 characters",
		"https://shop.example:/":                            port,
		"https://shop.example:0/":                           port,
		"https://shop.example:65535/":                       "",
		"https://shop.example:65536/":                       port,
		"https://shop.example:x/":                           noURL,
		"https://shop example/":                             noURL,
		"https://shop.example/\n":                           space,
		" https://shop.example/":                            space,
		"https://shop.example/%zz":                          noURL,
		"https://[::1/":                                     noURL,
	} {
		config := channels.Config{Address: "+15557122661", CallbackURL: raw, FallbackURL: raw, StatusCallbackURL: raw}
		var faults []string
		if want != "" {
			faults = []string{"CallbackURL: " + want, "FallbackURL: " + want, "StatusCallbackURL: " + want}
		}
		if diff := cmp.Diff(faults, faultsOf(t, config.Validate())); diff != "" {
			t.Errorf("%q (-want +got):\n%s", raw, diff)
		}
	}
}

func TestConfigValidate(t *testing.T) {
	t.Parallel()
	const url = "https://shop.example/"
	for name, tc := range map[string]struct {
		config channels.Config
		want   []string
	}{
		"nothing but an address": {config: channels.Config{Address: "12345"}},
		"numbers are called with GET": {config: channels.Config{
			Address: "+15557122661", CallbackURL: url, CallbackMethod: "GET", FallbackURL: url, FallbackMethod: "GET",
			StatusCallbackURL: url, StatusCallbackMethod: "POST",
		}},
		"senders are called with PUT": {config: channels.Config{
			Address: "whatsapp:+15557122661", CallbackURL: url, CallbackMethod: "PUT", FallbackMethod: "POST",
		}},
		"numbers are not": {
			config: channels.Config{Address: "+15557122661", CallbackMethod: "PUT", FallbackMethod: "get"},
			want: []string{
				"CallbackMethod: the method is GET or POST, in capitals",
				"FallbackMethod: the method is GET or POST, in capitals",
			},
		},
		"and senders not with GET": {
			config: channels.Config{Address: "rcs:acme_q5yx2_agent", CallbackMethod: "GET", FallbackMethod: "GET"},
			want: []string{
				"CallbackMethod: the method is POST or PUT, in capitals",
				"FallbackMethod: the method is POST or PUT, in capitals",
			},
		},
		"pages are called with GET": {config: channels.Config{Address: "messenger:1094384847", CallbackMethod: "GET"}},
		"statuses are posted": {
			config: channels.Config{Address: "12345", StatusCallbackMethod: "GET"},
			want:   []string{"StatusCallbackMethod: the method is POST, in capitals"},
		},
		"no address": {want: []string{"Address: it is empty"}},
		"a bad address": {
			config: channels.Config{Address: "whatsapp:5557122661"},
			want:   []string{"Address: a phone number starts with + and its country code"},
		},
		"an unknown channel": {
			config: channels.Config{Address: "pigeon:7"},
			want:   []string{"Address: the prefix is none of whatsapp:, messenger:, rcs:"},
		},
		"a sender that nobody can answer": {
			config: channels.Config{Address: "TWILIO", CallbackURL: url},
			want:   []string{"CallbackURL: nobody can answer an alphanumeric sender"},
		},
		"all that is wrong": {
			config: channels.Config{
				Address: "1", CallbackURL: "/sms", CallbackMethod: "HEAD", FallbackURL: "ftp://a", FallbackMethod: "PATCH",
				StatusCallbackURL: "https://a_b", StatusCallbackMethod: "PUT",
			},
			want: []string{
				"Address: a short code has 3 to 8 digits; a phone number starts with + and its country code",
				"CallbackURL: it is not absolute: it begins with https:// or http://",
				"CallbackMethod: the method is GET or POST, in capitals",
				"FallbackURL: it begins with neither https:// nor http://",
				"FallbackMethod: the method is GET or POST, in capitals",
				"StatusCallbackURL: the host name has an underscore, which Twilio does not take",
				"StatusCallbackMethod: the method is POST, in capitals",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, faultsOf(t, tc.config.Validate())); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestConfigs(t *testing.T) {
	t.Parallel()
	shop := channels.Config{Address: "whatsapp:+15557122661", CallbackURL: "https://shop.example/"}
	help := channels.Config{Address: "whatsapp:+15557122662", CallbackURL: "https://help.example/"}
	text := channels.Config{Address: "sms:+15557122661"}
	all := channels.Configs{shop, text, help}
	if err := all.Validate(); err == nil || !strings.Contains(err.Error(), "without a prefix") {
		t.Errorf("the prefix sms: passes: %v", err)
	}
	if diff := cmp.Diff(channels.Configs{shop, help}, all.On(channels.ChannelWhatsApp)); diff != "" {
		t.Errorf("on WhatsApp (-want +got):\n%s", diff)
	}
	if got := all.On(channels.ChannelRCS); len(got) != 0 {
		t.Errorf("on RCS: %v", got)
	}
	for ours, want := range map[channels.Address]channels.Config{
		"whatsapp:+15557122662": help,
		"+15557122661":          text,
		"sms:+15557122661":      text,
		"+15557122662":          {},
		"":                      {},
	} {
		got, ok := all.For(ours)
		if diff := cmp.Diff(want, got); diff != "" || ok != (want != channels.Config{}) {
			t.Errorf("For(%s) finds %v (-want +got):\n%s", ours, ok, diff)
		}
	}
	if err := (channels.Configs{shop, help}).Validate(); err != nil {
		t.Error(err)
	}
	if err := channels.Configs(nil).Validate(); err != nil {
		t.Error(err)
	}
	twice := channels.Configs{shop, help, shop, {Address: "+15557122661"}, {Address: "+15557122661", CallbackURL: "x"}}
	want := []string{
		"Address: configuration 2 has the same as configuration 0",
		"CallbackURL: it is not absolute: it begins with https:// or http://",
		"Address: configuration 4 has the same as configuration 3",
	}
	if diff := cmp.Diff(want, faultsOf(t, twice.Validate())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestConfigJSON(t *testing.T) {
	t.Parallel()
	const text = `{"address":"+15557122661","callback_url":"u","callback_method":"GET","fallback_url":"f",` +
		`"fallback_method":"POST","status_callback_url":"s","status_callback_method":"POST"}`
	want := channels.Config{
		Address: "+15557122661", CallbackURL: "u", CallbackMethod: "GET", FallbackURL: "f", FallbackMethod: "POST",
		StatusCallbackURL: "s", StatusCallbackMethod: "POST",
	}
	var got channels.Config
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	back, err := json.Marshal(got)
	if err != nil || string(back) != text {
		t.Errorf("written as %s, %v", back, err)
	}
}

// Neither an error nor a log repeats what a URL may hide, nor a number.
func TestConfigKeepsSecrets(t *testing.T) {
	t.Parallel()
	bad := channels.Config{
		Address: "whatsapp:+15557122661", CallbackURL: "https://me:hunter2@a_b/t0ken?key=t0ken#t0ken",
		FallbackURL: "https://me:hunter2@/\x7ft0ken", StatusCallbackURL: "https://shop.example/t0ken",
	}
	var b strings.Builder
	slog.New(slog.NewTextHandler(&b, nil)).Info("configured", slog.Any("config", bad), slog.Any("error", bad.Validate()))
	for _, secret := range []string{"hunter2", "t0ken", "5557122661"} {
		if strings.Contains(b.String(), secret) {
			t.Errorf("%s is in %s", secret, b.String())
		}
	}
	for _, shown := range []string{"config.callback_host=a_b", "config.fallback_host=…", "config.status_callback_host=shop.example"} {
		if !strings.Contains(b.String(), shown) {
			t.Errorf("%s is not in %s", shown, b.String())
		}
	}
}

func FuzzConfigURL(f *testing.F) {
	for _, seed := range []string{"", "https://shop.example/sms#ct=1", "https://a_b/", "http://[::1]:8/", "x:", "https://%41/", "https://a:b@c:99999/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		config := channels.Config{Address: "12345", CallbackURL: raw}
		err := config.Validate()
		if err == nil && raw != "" && !strings.HasPrefix(strings.ToLower(raw), "http") {
			t.Fatalf("%q passes", raw)
		}
		if len(raw) > 30 && err != nil && strings.Contains(err.Error(), raw) {
			t.Fatalf("%q is repeated: %v", raw, err)
		}
	})
}
