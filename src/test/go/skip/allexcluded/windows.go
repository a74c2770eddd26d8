//go:build windows

package allexcluded
