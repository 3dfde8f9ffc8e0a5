# Prints hashes of ExifTool's modules as JSON, by their full names below Image::ExifTool.  perl -I LIB hashes.pl NAME...
use strict;
use warnings;
use JSON::PP;
use Image::ExifTool;

my %found;
for my $name (@ARGV) {
    my ($module) = $name =~ /^(\w+)::/ or die "no module in $name\n";
    eval "require Image::ExifTool::$module" or die $@;
    no strict 'refs';
    my $hash = \%{"Image::ExifTool::$name"};
    die "no hash $name\n" unless %$hash;
    $found{$name} = { map { $_ => $hash->{$_} } grep { !ref $hash->{$_} && !/^(OTHER|Notes)$/ } keys %$hash };
}
print JSON::PP->new->canonical->encode(\%found);
