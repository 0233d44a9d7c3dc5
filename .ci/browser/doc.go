// Package browser drives the page of examples/devphone in Chromium, as people do: by mouse, by keyboard
// alone, in the dark and on a phone's screen. It is a module of its own so that only .ci/run needs a
// browser.
//
//	go test -C .ci/browser
//
// Chromium is driven over its own pipe, by the DevTools protocol, so that it opens no port and needs
// no driver. CHROMIUM names the program if it is not in the PATH. SCREENSHOTS names a folder for
// pictures of the page, for who wants to look.
package browser
