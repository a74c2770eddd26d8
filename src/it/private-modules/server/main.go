// A company's servers, for those who log in: a git server on a port of its own, to which a module path on another host
// leads, and a module proxy. Their certificates are signed by an authority that nobody knows.
package main

import (
	"archive/zip"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"log"
	"math/big"
	"net/http"
	"net/http/cgi"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func certificate() tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1),
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(24 * time.Hour),
		IsCA:         true,
		DNSNames:     []string{"corp.test", "scm.corp.test", "proxy.corp.test"},

		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	check(err)
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	check(os.WriteFile("/server/ca.pem", text, 0o644))
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

func shell(script string) {
	command := exec.Command("sh", "-ec", script)
	command.Stderr = os.Stderr
	check(command.Run())
}

func only(user, password string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		u, p, _ := r.BasicAuth()
		if u != user || p != password {
			w.Header().Set("WWW-Authenticate", `Basic realm="corp"`)
			http.Error(w, "who are you?", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func write(name, text string) {
	check(os.MkdirAll(filepath.Dir(name), 0o755))
	check(os.WriteFile(name, []byte(text), 0o644))
}

// proxied makes the one version of a module as proxies keep it.
func proxied(directory, path, version string) {
	mod := "module " + path + "\n\ngo 1.26\n"
	base := directory + "/" + path + "/@v/" + version
	write(base+".info", `{"Version":"`+version+`"}`)
	write(base+".mod", mod)
	file, err := os.Create(base + ".zip")
	check(err)
	archive := zip.NewWriter(file)
	for name, text := range map[string]string{"go.mod": mod, "lib.go": "package lib\n\nconst From = \"" + path + "\"\n"} {
		entry, err := archive.Create(path + "@" + version + "/" + name)
		check(err)
		_, err = entry.Write([]byte(text))
		check(err)
	}
	check(archive.Close())
	check(file.Close())
}

func serve(address string, certificate tls.Certificate, handler http.Handler) {
	server := &http.Server{Addr: address, Handler: handler}
	server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate}}
	check(server.ListenAndServeTLS("", ""))
}

func main() {
	shell(`
		mkdir -p /git/work && cd /git/work
		git init -q && git config user.name it && git config user.email it@corp.test
		printf 'module corp.test/lib\n\ngo 1.26\n' > go.mod
		printf 'package lib\n\nconst From = "corp.test/lib"\n' > lib.go
		git add . && git commit -qm one && git tag v1.0.0
		git clone -q --bare /git/work /git/lib.git
	`)
	proxied("/proxy", "proxied.test/lib", "v1.0.0")
	proxied("/server/modules", "filed.test/lib", "v1.0.0")
	own := certificate()
	git := &cgi.Handler{
		Path: "/usr/lib/git-core/git-http-backend",
		Env:  []string{"GIT_PROJECT_ROOT=/git", "GIT_HTTP_EXPORT_ALL=1", "GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=*"},
	}
	go serve(":443", own, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, `<meta name="go-import" content="corp.test/lib git https://scm.corp.test:8443/lib.git">`)
	}))
	go serve(":8443", own, only("joe", os.Getenv("GIT_PASSWORD"), git))
	go serve(":8444", own, only("bot", os.Getenv("PROXY_PASSWORD"), http.FileServer(http.Dir("/proxy"))))
	time.Sleep(time.Second)
	fmt.Println("ready")
	select {}
}
