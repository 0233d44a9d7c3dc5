package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Programs in other languages reach the emulator by the environment alone: they say that it asks for
// credentials, after they have checked who it is. Languages that are not there are left out.
func TestTrust(t *testing.T) {
	t.Parallel()
	d := start(t)
	var env strings.Builder
	for name, value := range d.env {
		env.WriteString("export " + name + "=" + value + "\n")
	}
	file := filepath.Join(t.TempDir(), "env")
	if err := os.WriteFile(file, []byte(env.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	const url = "https://api.twilio.com/2010-04-01/Accounts.json"
	for name, command := range map[string][]string{
		"curl":   {"curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", url},
		"python": {"python3", "-c", "import ssl, urllib.error, urllib.request as u\ntry: u.urlopen('" + url + "')\nexcept urllib.error.HTTPError as e: print(e.code)"},
		"python with certifi": {"python3", "-c", "import certifi, os, ssl, urllib.error, urllib.request as u\n" +
			"c = ssl.create_default_context(cafile=certifi.where())\ntry: u.urlopen('" + url + "', context=c)\nexcept urllib.error.HTTPError as e: print(e.code)"},
		"php":  {"php", "-r", "$c = curl_init('" + url + "'); curl_setopt($c, CURLOPT_RETURNTRANSFER, true); curl_exec($c); echo curl_error($c), curl_getinfo($c, CURLINFO_HTTP_CODE);"},
		"ruby": {"ruby", "-rnet/http", "-e", "puts Net::HTTP.get_response(URI('" + url + "')).code"},
		"java": {"java", "testdata/Ask.java"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := exec.LookPath(command[0]); err != nil {
				t.Skip(err)
			}
			shell := exec.CommandContext(t.Context(), "sh", append([]string{"-c", `. "$0" && "$@"`, file}, command...)...)
			var complaints strings.Builder
			shell.Stderr = &complaints
			out, err := shell.Output()
			if got := strings.TrimSpace(string(out)); err != nil || got != "401" {
				t.Errorf("got %q, %v: %s", got, err, &complaints)
			}
		})
	}
}
