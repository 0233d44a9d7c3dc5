package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// systemRoots are where systems keep the authorities that programs trust.
var systemRoots = []string{
	"/etc/ssl/certs/ca-certificates.crt", // Debian, Arch, Gentoo
	"/etc/pki/tls/certs/ca-bundle.crt",   // Fedora, Red Hat
	"/etc/ssl/ca-bundle.pem",             // openSUSE
	"/etc/ssl/cert.pem",                  // Alpine, macOS
}

// certificates are the files that make programs trust an authority, in a folder of their own.
type certificates struct {
	folder string
	own    string // the authority alone, for what adds it to those of the system
	bundle string // the authority and those of the system, for what takes it in their place
}

func writeCertificates(a *authority) (*certificates, error) {
	folder, err := os.MkdirTemp("", "devphone-")
	if err != nil {
		return nil, err
	}
	c := &certificates{folder: folder, own: filepath.Join(folder, "ca.pem"), bundle: filepath.Join(folder, "bundle.pem")}
	bundle := slices.Concat(a.pem, trusted())
	if err := errors.Join(os.WriteFile(c.own, a.pem, 0o600), os.WriteFile(c.bundle, bundle, 0o600), c.writeTrust(bundle)); err != nil {
		return nil, errors.Join(err, c.remove())
	}
	return c, nil
}

func (c *certificates) remove() error { return os.RemoveAll(c.folder) }

// trusted returns the authorities that programs trust already, nothing if they are not found.
func trusted() []byte {
	files := systemRoots
	if set := os.Getenv("SSL_CERT_FILE"); set != "" {
		files = append([]string{set}, files...)
	}
	for _, file := range files {
		if b, err := os.ReadFile(file); err == nil {
			return b
		}
	}
	return nil
}

// environment returns the shell exports under which a program takes devphone for Twilio.
func (c *certificates) environment(url, account, token string) string {
	const direct = "localhost,127.0.0.1,::1"
	var b strings.Builder
	for _, v := range [][2]string{
		{"EMULATOR", url},
		{"TWILIO_ACCOUNT_SID", account},
		{"TWILIO_AUTH_TOKEN", token},
		{"TWILIO_API_KEY", apiKey}, // for apps that have one in place of the token
		{"TWILIO_API_SECRET", apiSecret},
		{"HTTP_PROXY", url},
		{"HTTPS_PROXY", url},
		{"NO_PROXY", direct},
		{"http_proxy", url}, // curl reads this one in small letters only,
		{"https_proxy", url},
		{"no_proxy", direct}, // and many prefer them where they are set
		{"TWILIO_CA_BUNDLE", c.bundle},
		{"SSL_CERT_FILE", c.bundle},
		{"NODE_EXTRA_CA_CERTS", c.own},
		{"NODE_USE_ENV_PROXY", "1"}, // for fetch, which an app loads a message's files by
		{"REQUESTS_CA_BUNDLE", c.bundle},
		{"CURL_CA_BUNDLE", c.bundle},        // which curl prefers to SSL_CERT_FILE where it is set
		{"PHP_INI_SCAN_DIR", ":" + c.php()}, // what is before the colon stands for PHP's own
		{"JAVA_TOOL_OPTIONS", strings.TrimSpace(os.Getenv("JAVA_TOOL_OPTIONS") + " " + c.javaOptions(url))},
	} {
		fmt.Fprintf(&b, "export %s=%s\n", v[0], quote(v[1]))
	}
	// The path that the shell has is kept. Who reads the line without being a shell gets ours, too.
	fmt.Fprintf(&b, "export PYTHONPATH=%s:\"${PYTHONPATH:-%[1]s}\"\n", quote(c.python()))
	return b.String()
}

// quote returns a word as a shell takes it.
func quote(word string) string {
	safe := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-./:,@%+=", r)
	}
	if word != "" && strings.IndexFunc(word, func(r rune) bool { return !safe(r) }) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// regular reports whether a path is a file or nothing yet, as opposed to /dev/stdout and its like.
func regular(path string) bool {
	info, err := os.Lstat(path)
	return errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode().IsRegular()
}

// removeStale removes the file of an earlier run, so that who waits for it waits for this run.
func removeStale(path string) error {
	if !regular(path) {
		return nil
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// writeWhole writes a file that is either not there or complete, whoever looks.
func writeWhole(path, text string) error {
	if !regular(path) {
		return os.WriteFile(path, []byte(text), 0o600)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".devphone-")
	if err != nil {
		if wrong, ok := errors.AsType[*os.PathError](err); ok {
			wrong.Path = path // and not that of a file that nobody knows
		}
		return err
	}
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
