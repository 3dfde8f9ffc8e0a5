# Prints what ExifTool knows of writing XMP as JSON: of each namespace and structure the kinds of lists, the types and the
# namespaces of fields, and what is not to be written.  perl -I LIB xmp-writing.pl
use strict;
use warnings;
use JSON::PP;
use Image::ExifTool;
use Image::ExifTool::XMP;

my (@rows, %numbers);
my %uris;

# A namespace is a prefix, or a prefix with its URI.
sub prefix_of {
    my $namespace = shift;
    return $namespace unless ref $namespace;
    my ($prefix, $uri) = ref $namespace eq 'HASH' ? %$namespace : @$namespace;
    $uris{$prefix} ||= $uri;
    return $prefix;
}

sub property {
    my ($tag, $default) = @_;
    my %fact;
    my $writable = exists $tag->{Writable} ? $tag->{Writable} : $default;
    $fact{list} = $tag->{List} if $tag->{List} && $tag->{List} =~ /^(Bag|Seq|Alt)$/;
    $fact{type} = $writable || 'string';
    $fact{refused} = 1 if !$writable || ($tag->{Protected} && ($tag->{Protected} & 1));
    $fact{resource} = 1 if $tag->{Resource};
    $fact{namespace} = prefix_of($tag->{Namespace}) if $tag->{Namespace};
    $fact{struct} = structure($tag->{Struct}) if ref $tag->{Struct} eq 'HASH';
    return \%fact;
}

sub structure {
    my $struct = shift;
    return $numbers{"$struct"} if exists $numbers{"$struct"};
    my $number = $numbers{"$struct"} = @rows;
    $rows[$number] = undef;
    my %fact = (prefix => prefix_of($struct->{NAMESPACE}), fields => {});
    for my $field (sort keys %$struct) {
        next if ref $struct->{$field} ne 'HASH' || $field eq 'NAMESPACE' || $field eq 'GROUPS';
        $fact{fields}{$field} = property($struct->{$field}, 'string');
    }
    $rows[$number] = \%fact;
    return $number;
}

my %namespaces;
my $main = Image::ExifTool::GetTagTable('Image::ExifTool::XMP::Main');
for my $prefix (sort keys %$main) {
    my $entry = $main->{$prefix};
    next unless ref $entry eq 'HASH' && $entry->{SubDirectory} && $entry->{SubDirectory}{TagTable};
    my $table = Image::ExifTool::GetTagTable($entry->{SubDirectory}{TagTable});
    next unless $table->{NAMESPACE};
    my %tags;
    for my $id (sort { $a cmp $b } Image::ExifTool::TagTableKeys($table)) {
        my $tag = $table->{$id};
        next if ref $tag ne 'HASH' || $tag->{RootTagInfo} || exists $tag->{Flat} || $tag->{SubDirectory};
        $tags{$tag->{PropertyPath} || $id} = property($tag, $table->{WRITABLE});
    }
    $namespaces{prefix_of($table->{NAMESPACE})} = \%tags;
}
no warnings 'once';
%uris = (%uris, %Image::ExifTool::XMP::nsURI);
print JSON::PP->new->canonical->encode({ namespaces => \%namespaces, structures => \@rows, uris => \%uris });
