# Prints the layouts of ExifTool's maker-note tables as JSON: what `exiftool -listx` does not tell of them (formats,
# masks, sub-tables, where there is a condition or a conversion).  perl -I LIB layouts.pl PREFIX[,PREFIX] TABLE...
use strict;
use warnings;
use B;
use JSON::PP;
use Image::ExifTool;

my $prefixes = join '|', split /,/, shift;
my @queue = map { "Image::ExifTool::$_" } @ARGV;
my (%tables, %labels);

sub code_name {
    my $place = B::svref_2object(shift)->GV;
    return '&' . ($place->NAME eq '__ANON__' ? '' : $place->NAME);
}

# Label lists are told once, by their address.
sub conversion {
    my $conversion = shift;
    return undef unless defined $conversion;
    return code_name($conversion) if ref $conversion eq 'CODE';
    return [map { conversion($_) } @$conversion] if ref $conversion eq 'ARRAY';
    return $conversion unless ref $conversion eq 'HASH';
    my $key = "$conversion";
    $labels{$key} ||= { map { my $label = $conversion->{$_}; ($_ => ref $label eq 'CODE' ? code_name($label) : $label) }
        grep { !/^OTHER_INV|^Notes$/ } keys %$conversion };
    return { labels => $key };
}

my @kept = qw(Name Format Count Condition Mask BitShift Unknown Binary Priority PrintHex RawConv ValueConv PrintConv Hook
    IsOffset BitsPerWord List EntryBased Avoid SubIFD Relist Writable);

sub layout {
    my $tag = shift;
    my %fact;
    for my $key (@kept) {
        next unless exists $tag->{$key};
        my $value = $tag->{$key};
        $fact{$key} = $key =~ /Conv$/ ? conversion($value) : ref $value eq 'CODE' ? code_name($value) : $value;
    }
    $fact{group} = $tag->{Groups}{1} if $tag->{Groups};
    if (my $sub = $tag->{SubDirectory}) {
        $fact{sub} = { map { my $value = $sub->{$_}; ($_ => ref $value eq 'CODE' ? code_name($value) : $value) } keys %$sub };
        my $name = $sub->{TagTable} || '';
        push @queue, $name if $name =~ /^Image::ExifTool::(?:$prefixes)::/;
    }
    return \%fact;
}

while (defined(my $name = shift @queue)) {
    next if $tables{$name};
    my $table = Image::ExifTool::GetTagTable($name) or die "no table $name\n";
    my $process = $table->{PROCESS_PROC};
    my %fact = (family => $table->{GROUPS}{0}, group => $table->{GROUPS}{1}, format => $table->{FORMAT}, priority => $table->{PRIORITY},
        process => $process && code_name($process), print => $table->{PRINT_CONV} && 1);
    $fact{offsets} = $table->{VARS}{NIKON_OFFSETS} if $table->{VARS};
    for my $id (Image::ExifTool::TagTableKeys($table)) {
        my $tags = $table->{$id};
        $fact{tags}{$id} = [map { layout($_) } ref $tags eq 'ARRAY' ? @$tags : $tags];
    }
    $tables{$name} = \%fact;
}
print JSON::PP->new->canonical->allow_blessed->encode({ tables => \%tables, labels => \%labels });
