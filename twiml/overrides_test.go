package twiml_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/twiliokit/twiliokit/twiml"
)

func TestOverrides(t *testing.T) {
	t.Parallel()
	all := twiml.Overrides{
		ConnectTimeout: 2 * time.Second,
		ReadTimeout:    100 * time.Millisecond,
		TotalTimeout:   15 * time.Second,
		Retries:        new(0),
		RetryOn: []twiml.RetryCondition{
			twiml.RetryOn4xx, twiml.RetryOn5xx, twiml.RetryOnConnectTimeout, twiml.RetryOnReadTimeout, twiml.RetryOnAll,
		},
		SNI:   new(false),
		Edges: []string{"ashburn", "sao-paulo-ix"},
	}
	tests := map[string]struct {
		bare string
		o    twiml.Overrides
		want string
	}{
		"all":      {"https://example.com/sms", all, "https://example.com/sms#ct=2000&rt=100&tt=15000&rc=0&rp=4xx,5xx,ct,rt,all&sni=n&e=ashburn,sao-paulo-ix"},
		"relative": {"sms", twiml.Overrides{SNI: new(true)}, "sms#sni=y"},
		"none":     {"https://example.com/sms", twiml.Overrides{}, "https://example.com/sms"},
		"nothing":  {"", twiml.Overrides{}, ""},
		"odd URL":  {"HTTP://u:p@Example.com:80/%7e/a b?a=%zz&&b='", twiml.Overrides{Retries: new(5)}, "HTTP://u:p@Example.com:80/%7e/a b?a=%zz&&b='#rc=5"},
		"fragment": {"/a#top&x=1&ct", twiml.Overrides{Retries: new(5)}, "/a#top&x=1&ct&rc=5"},
		"query":    {"/a?ct=2000&rc=2", twiml.Overrides{Retries: new(1)}, "/a?ct=2000&rc=2#rc=1"},
		"no o":     {"/a#", twiml.Overrides{}, "/a#"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := twiml.WithOverrides(tt.bare, tt.o)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			bare, o, err := twiml.ParseOverrides(got)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.bare, bare); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.o, o); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWithOverridesReplaces(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"/a#ct=2000&rc=2":     "/a#rc=1",
		"/a#ct=bad&top&rc=99": "/a#top&rc=1",
		"/a#":                 "/a#rc=1",
	} {
		got, err := twiml.WithOverrides(in, twiml.Overrides{Retries: new(1)})
		if err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	got, err := twiml.WithOverrides("/a#rc=2", twiml.Overrides{})
	if err != nil || got != "/a" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestOverridesRefuse(t *testing.T) {
	t.Parallel()
	const retries, retryOn = "not a number from 0 to 5", "not a list of 4xx, 5xx, ct, rt and all"
	const to10, to15 = "not a whole number of milliseconds from 100 to 10000", "not a whole number of milliseconds from 100 to 15000"
	const edges = "not a list of ashburn, dublin, frankfurt, sao-paulo, singapore, sydney, tokyo, umatilla, each with or without -ix"
	write := map[string]struct {
		o    twiml.Overrides
		want twiml.OverridesError
	}{
		"short":     {twiml.Overrides{ConnectTimeout: 99 * time.Millisecond}, twiml.OverridesError{Field: "ConnectTimeout", Reason: to10}},
		"long":      {twiml.Overrides{ConnectTimeout: 10001 * time.Millisecond}, twiml.OverridesError{Field: "ConnectTimeout", Reason: to10}},
		"negative":  {twiml.Overrides{ReadTimeout: -time.Second}, twiml.OverridesError{Field: "ReadTimeout", Reason: to15}},
		"fraction":  {twiml.Overrides{TotalTimeout: time.Second + time.Microsecond}, twiml.OverridesError{Field: "TotalTimeout", Reason: to15}},
		"retries":   {twiml.Overrides{Retries: new(6)}, twiml.OverridesError{Field: "Retries", Code: 11243, Reason: retries}},
		"retries<0": {twiml.Overrides{Retries: new(-1)}, twiml.OverridesError{Field: "Retries", Code: 11243, Reason: retries}},
		"retry on":  {twiml.Overrides{RetryOn: []twiml.RetryCondition{"all", "6xx"}}, twiml.OverridesError{Field: "RetryOn", Code: 11243, Reason: retryOn}},
		"edge":      {twiml.Overrides{Edges: []string{"dublin", "moon"}}, twiml.OverridesError{Field: "Edges", Code: 11240, Reason: edges}},
		"no edge":   {twiml.Overrides{Edges: []string{""}}, twiml.OverridesError{Field: "Edges", Code: 11240, Reason: edges}},
	}
	for name, tt := range write {
		got, err := twiml.WithOverrides("/a", tt.o)
		if diff := cmp.Diff(error(&tt.want), err); diff != "" || got != "" {
			t.Errorf("%s: %q %s", name, got, diff)
		}
	}
	read := map[string]twiml.OverridesError{
		"ct=0":                    {Field: "ConnectTimeout", Reason: to10},
		"ct=":                     {Field: "ConnectTimeout", Reason: to10},
		"rt=2s":                   {Field: "ReadTimeout", Reason: to15},
		"tt=99999999999999999999": {Field: "TotalTimeout", Reason: to15},
		"tt=15001":                {Field: "TotalTimeout", Reason: to15},
		"rc=x":                    {Field: "Retries", Code: 11243, Reason: retries},
		"rc=6":                    {Field: "Retries", Code: 11243, Reason: retries},
		"rc=1&rc=1":               {Field: "Retries", Code: 11243, Reason: "given twice"},
		"rp=":                     {Field: "RetryOn", Code: 11243, Reason: retryOn},
		"rp=4xx,,5xx":             {Field: "RetryOn", Code: 11243, Reason: retryOn},
		"sni=yes":                 {Field: "SNI", Reason: "not y or n"},
		"top&e=Dublin":            {Field: "Edges", Code: 11240, Reason: edges},
	}
	for fragment, want := range read {
		bare, o, err := twiml.ParseOverrides("/a#" + fragment)
		if diff := cmp.Diff(error(&want), err); diff != "" {
			t.Errorf("%s: %s", fragment, diff)
		}
		if diff := cmp.Diff(twiml.Overrides{}, o); diff != "" || bare != "/a#"+fragment {
			t.Errorf("%s: %s %s", fragment, bare, diff)
		}
	}
	if got := (&twiml.OverridesError{Field: "SNI", Reason: "not y or n"}).Error(); got != "twiml: overrides: SNI: not y or n" {
		t.Errorf("got %s", got)
	}
}
