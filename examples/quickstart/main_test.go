package main

import (
	"context"
	"flag"
	"io"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestDemo(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	synctest.Test(t, func(t *testing.T) { // the pace takes no time here
		if err := run(t.Context(), &out, nil); err != nil {
			t.Error(err)
		}
	})
	if *update {
		if err := os.WriteFile("testdata/demo.txt", []byte(out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/demo.txt")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("output (-want +got):\n%s", diff)
	}
}

// An interrupt is the usual end of a program that serves, and no error at any other time either.
func TestDemoInterrupted(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, after := range []time.Duration{0, pace, 3 * pace} {
			ctx, cancel := context.WithTimeout(t.Context(), after)
			if err := run(ctx, io.Discard, nil); err != nil {
				t.Errorf("after %v: %v", after, err)
			}
			cancel()
		}
	})
}

func TestHelp(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := run(t.Context(), &out, []string{"-h"}); err != nil {
		t.Error(err)
	}
	for _, want := range []string{"TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_API_KEY", "TWILIO_API_SECRET", "TWILIO_FROM", "-to", "-url", "-listen"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("-h does not explain %s", want)
		}
	}
}

func TestBadArguments(t *testing.T) {
	t.Setenv("TWILIO_ACCOUNT_SID", "")
	for name, tt := range map[string]struct {
		args []string
		want string
	}{
		"unknown flag":   {[]string{"-x"}, "flag provided but not defined: -x"},
		"argument":       {[]string{"+15558675310"}, "unexpected argument"},
		"malformed -to":  {[]string{"-to", "555 1234"}, "-to: "},
		"empty -to":      {[]string{"-to", ""}, "-to: "},
		"-url alone":     {[]string{"-url", shopURL}, "need -to"},
		"-listen alone":  {[]string{"-listen", ":80"}, "need -to"},
		"no credentials": {[]string{"-to", "+15558675310"}, "TWILIO_ACCOUNT_SID"},
	} {
		var out strings.Builder
		err := run(t.Context(), &out, tt.args)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want it to contain %q", name, err, tt.want)
		}
		if out.String() != "" {
			t.Errorf("%s: printed before main reports it:\n%s", name, &out)
		}
	}
}
