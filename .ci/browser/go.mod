module github.com/twiliokit/twiliokit/ci/browser

go 1.26.0

replace github.com/twiliokit/twiliokit => ../..

require (
	github.com/google/go-cmp v0.7.0
	github.com/twiliokit/twiliokit v0.0.0
)

require (
	github.com/beevik/etree v1.8.1 // indirect
	github.com/google/go-querystring v1.2.0 // indirect
	github.com/rivo/uniseg v0.4.7 // indirect
	golang.org/x/time v0.16.0 // indirect
)
