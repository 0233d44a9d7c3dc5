package main

import (
	"bytes"
	"crypto/sha1"
	"encoding/binary"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf16"
)

// Some programs take authorities from no variable. What follows makes Python, PHP and Java trust
// those of a bundle all the same, by a variable of another purpose.

// python has a package certifi, which is where Python's libraries look for authorities: requests, too,
// whatever REQUESTS_CA_BUNDLE says, if it is called as twilio-python 7 does.
func (c *certificates) python() string { return filepath.Join(c.folder, "python") }

// php has settings for PHP, whose curl reads no variable.
func (c *certificates) php() string { return filepath.Join(c.folder, "php") }

// java is a key store for Java, which has properties in place of variables.
func (c *certificates) java() string { return filepath.Join(c.folder, "trust.jks") }

func (c *certificates) writeTrust(bundle []byte) error {
	certifi := filepath.Join(c.python(), "certifi")
	core := fmt.Sprintf("def where():\n    return %q\n\n\ndef contents():\n    with open(where(), encoding=\"utf-8\") as f:\n        return f.read()\n", c.bundle)
	head := fmt.Sprintf("from .core import contents, where\n\n__all__ = [\"contents\", \"where\"]\n__version__ = %q\n", time.Now().Format("2006.01.02"))
	return errors.Join(
		os.MkdirAll(certifi, 0o700), os.Mkdir(c.php(), 0o700),
		os.WriteFile(filepath.Join(certifi, "core.py"), []byte(core), 0o600),
		os.WriteFile(filepath.Join(certifi, "__init__.py"), []byte(head), 0o600),
		os.WriteFile(filepath.Join(c.php(), "devphone.ini"), fmt.Appendf(nil, "curl.cainfo=%q\nopenssl.cafile=%q\n", c.bundle, c.bundle), 0o600),
		os.WriteFile(c.java(), keyStore(bundle), 0o600),
	)
}

// javaOptions are the properties under which a Java program goes through the proxy at a URL.
func (c *certificates) javaOptions(proxy string) string {
	u, err := url.Parse(proxy)
	if err != nil { // it is devphone's own
		return ""
	}
	host, port, err := net.SplitHostPort(u.Host)
	if err != nil {
		return ""
	}
	options := []string{"-Djavax.net.ssl.trustStore=" + c.java()}
	for _, scheme := range []string{"http", "https"} {
		options = append(options, "-D"+scheme+".proxyHost="+host, "-D"+scheme+".proxyPort="+port)
	}
	return strings.Join(options, " ")
}

// keyStore returns the certificates of a bundle in the format of Java's own key stores, which all
// its versions read.
func keyStore(bundle []byte) []byte {
	var entries bytes.Buffer
	count := uint32(0)
	for block, rest := pem.Decode(bundle); block != nil; block, rest = pem.Decode(rest) {
		if block.Type != "CERTIFICATE" {
			continue
		}
		count++
		const trusted = 2
		writeFixed(&entries, uint32(trusted))
		writeText(&entries, fmt.Sprint("authority", count))
		writeFixed(&entries, time.Now().UnixMilli())
		writeText(&entries, "X.509")
		writeFixed(&entries, uint32(len(block.Bytes)))
		entries.Write(block.Bytes)
	}
	var b bytes.Buffer
	const magic, version = 0xfeedfeed, 2
	writeFixed(&b, uint32(magic))
	writeFixed(&b, uint32(version))
	writeFixed(&b, count)
	b.Write(entries.Bytes())

	sum := sha1.New() //nolint:gosec // what Java's key stores end in
	const password = "changeit"
	for _, unit := range utf16.Encode([]rune(password)) {
		writeFixed(sum, unit)
	}
	sum.Write([]byte("Mighty Aphrodite"))
	sum.Write(b.Bytes())
	return sum.Sum(b.Bytes())
}

// writeFixed writes a value of fixed size as Java does.
func writeFixed(w io.Writer, v any) { _ = binary.Write(w, binary.BigEndian, v) } // into memory

func writeText(w io.Writer, s string) {
	writeFixed(w, uint16(len(s)))
	_, _ = io.WriteString(w, s)
}
